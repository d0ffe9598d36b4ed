#include "cpixels.h"

__attribute__((target_clones("avx2", "default")))
void cpixels_mix(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *a, ptrdiff_t a_stride,
                 const uint8_t *b, ptrdiff_t b_stride, int width, int height, int weight) {
    const int rest = 256 - weight;
    for (int row = 0; row < height; row++) {
        for (int x = 0; x < width; x++) destination[x] = (uint8_t)((a[x] * rest + b[x] * weight + 128) >> 8);
        destination += destination_stride;
        a += a_stride;
        b += b_stride;
    }
}
