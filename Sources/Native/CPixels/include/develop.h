// Turns a decoded photograph, 10 bits and colour at every pixel, into a graded 4:2:0 picture.
#ifndef CPIXELS_DEVELOP_H
#define CPIXELS_DEVELOP_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A 10-bit limited-range 4:4:4 picture seen through an orientation: steps are in samples and may be negative.
typedef struct {
    const uint16_t *luma, *blue, *red;  ///< The sample shown at the top left.
    ptrdiff_t luma_across, luma_down;   ///< From one shown pixel to the next, and from one shown row to the next.
    ptrdiff_t colour_across, colour_down;
    int width, height;                  ///< As shown.
} cpixels_deep_picture;

/// How samples are brought to BT.709 and graded; colour differences are −0.5...0.5, luma 0...1.
typedef struct {
    float luma_from_blue, luma_from_red;
    float blue_from_blue, blue_from_red;
    float red_from_blue, red_from_red;
    float contrast;                     ///< What the span between the quarter tones gains; black and white stay.
    float warmth;                       ///< Red up and blue down by this share.
} cpixels_development;

/// Develops a whole picture to 8-bit limited range with ordered dither. Colour is taken at MPEG-2's place: at the
/// left pixel of each pair, between the two rows. `rows` is work memory for 6 * (width + 2) floats.
void cpixels_develop(uint8_t *luma, ptrdiff_t luma_stride, uint8_t *blue, uint8_t *red, ptrdiff_t colour_stride,
                     const cpixels_deep_picture *source, const cpixels_development *how, float *rows);

#pragma clang assume_nonnull end
#endif
