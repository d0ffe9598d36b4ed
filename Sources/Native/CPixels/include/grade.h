// The film's grade on moving pictures, and their way from another matrix to BT.709.
#ifndef CPIXELS_GRADE_H
#define CPIXELS_GRADE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A grade in fixed point.
typedef struct {
    int16_t curve;   ///< Strength of the tone curve, 2^15 * 16384 / 219^2 * its factor.
    int16_t blue;    ///< What white adds to blue difference, in 2^-15 of 224 levels for 219 of light; mostly negative.
    int16_t red;     ///< The same for red difference.
} cpixels_grade;

/// Copies luma rows, limited range, through the grade's tone curve with ordered dither.
/// Rows must be readable and writable up to a multiple of 32.
void cpixels_grade_luma(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *source,
                        ptrdiff_t source_stride, int width, int height, const cpixels_grade *grade, int portable);

/// Copies a plane of colour differences, moving each by `share` (the grade's blue or red) times the light of the
/// luma above it. `luma_rows` is the luma plane's height. Rows must be readable up to a multiple of 16, luma rows of 32.
void cpixels_grade_colour(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *source,
                          ptrdiff_t source_stride, const uint8_t *luma, ptrdiff_t luma_stride, int luma_rows,
                          int width, int height, int16_t share, int portable);

/// Shares of the colour differences, in 2^-14, that bring a limited-range 4:2:0 picture from one matrix to another.
typedef struct {
    int16_t luma_from_blue, luma_from_red, blue_from_blue, blue_from_red, red_from_blue, red_from_red;
} cpixels_matrix;

/// Brings a picture to another matrix in place. Each pixel takes the colour of its own pair.
void cpixels_rematrix(uint8_t *luma, ptrdiff_t luma_stride, uint8_t *blue, uint8_t *red, ptrdiff_t colour_stride,
                      int width, int height, const cpixels_matrix *matrix);

#pragma clang assume_nonnull end
#endif
