// The blurred copy of a photograph that fills the frame around it.
#ifndef CPIXELS_BACKDROP_H
#define CPIXELS_BACKDROP_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How one plane of a backdrop is made.
typedef struct {
    float gain, zero;        ///< value = (sample - zero) * gain + zero
    float shade;             ///< How much darker it is under the photograph's shadow, 0...1.
    float left, top, right, bottom, softness;  ///< The photograph's edges and its shadow's width, in samples.
} cpixels_backdrop_look;

/// Enlarges a tiny plane into a smooth one (uniform cubic B-spline, which blurs as it enlarges), with ordered dither.
/// `work` has room for source_width + 6 * width floats.
void cpixels_backdrop(uint8_t *destination, ptrdiff_t destination_stride, int width, int height,
                      const uint8_t *source, ptrdiff_t source_stride, int source_width, int source_height,
                      const cpixels_backdrop_look *look, float *work);

#pragma clang assume_nonnull end
#endif
