#include "alpha.h"

void cpixels_over_black(uint8_t *pixels, ptrdiff_t stride, int width, int height, int deep) {
    for (int y = 0; y < height; y++, pixels += stride) {
        uint8_t *bytes = pixels;
        uint16_t *words = (uint16_t *)(void *)pixels;
        for (int x = 0; x < 4 * width; x++) {
            if (x % 4 == 3) continue;
            if (deep) words[x] = (uint16_t)(((uint32_t)words[x] * words[x | 3] + 32767) / 65535);
            else bytes[x] = (uint8_t)((bytes[x] * bytes[x | 3] + 127) / 255);
        }
    }
}
