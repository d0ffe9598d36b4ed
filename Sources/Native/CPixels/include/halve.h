// Halving of a plane in both directions: what brings a 4K clip near a smaller film at a tenth of a scaler's cost.
#ifndef CPIXELS_HALVE_H
#define CPIXELS_HALVE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Halves a plane. Output (x, y) weighs source columns 2x - 1 ... 2x + 2 by `across` (which add up to 16) and rows
/// 2y - 1 ... 2y + 2 by -1, 9, 9, -1; edges are repeated, rounding is dithered. `work` is room for 4 * width numbers.
/// `portable` other than 0 keeps to the portable path, which gives
/// the same bytes.
void cpixels_halve(uint8_t *destination, ptrdiff_t destination_stride, int width, int height, const uint8_t *source,
                   ptrdiff_t source_stride, int source_width, int source_height, const int8_t *across,
                   int16_t *work, int portable);

#pragma clang assume_nonnull end
#endif
