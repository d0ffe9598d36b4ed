// Sample kernels that Swift cannot express as fast: each has a portable version and an AVX2 one chosen at run time.
#ifndef CPIXELS_H
#define CPIXELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Mixes two planes row by row: destination = (a * (256 - weight) + b * weight + 128) >> 8, weight 0...256.
void cpixels_mix(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *a, ptrdiff_t a_stride,
                 const uint8_t *b, ptrdiff_t b_stride, int width, int height, int weight);

#pragma clang assume_nonnull end
#endif
