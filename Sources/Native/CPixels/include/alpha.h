// Transparency.
#ifndef CPIXELS_ALPHA_H
#define CPIXELS_ALPHA_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Multiplies red, green and blue by alpha in rows of RGBA, bytes or (`deep`) 16-bit samples in native order.
void cpixels_over_black(uint8_t *pixels, ptrdiff_t stride, int width, int height, int deep);

#pragma clang assume_nonnull end
#endif
