#include "turn.h"

void cpixels_turn(uint8_t *destination, ptrdiff_t destination_stride, int width, int height, const uint8_t *source,
                  ptrdiff_t across, ptrdiff_t down) {
    // Squares keep both sides' cache lines in use while rows become columns.
    enum { SQUARE = 32 };
    for (int top = 0; top < height; top += SQUARE) {
        const int bottom = top + SQUARE < height ? top + SQUARE : height;
        for (int left = 0; left < width; left += SQUARE) {
            const int right = left + SQUARE < width ? left + SQUARE : width;
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++)
                    destination[y * destination_stride + x] = source[x * across + y * down];
        }
    }
}
