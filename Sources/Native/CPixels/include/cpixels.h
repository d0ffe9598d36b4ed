// Sample kernels that Swift cannot express as fast: each has a portable version and an AVX2 one chosen at run time.
#ifndef CPIXELS_H
#define CPIXELS_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Mixes two planes row by row: destination = (a * (256 - weight) + b * weight + 128) >> 8, weight 0...256.
void cpixels_mix(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *a, ptrdiff_t a_stride,
                 const uint8_t *b, ptrdiff_t b_stride, int width, int height, int weight);

// --- Sprites and drawn scenery (blend.c, scenery.c) ---

/// Blends a premultiplied sprite over a plane: destination = destination * rest / 255 + value.
void cpixels_over(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *rest, const uint8_t *value,
                  ptrdiff_t sprite_stride, int width, int height);

/// As cpixels_over at an opacity of 0...256.
void cpixels_over_faded(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *rest,
                        const uint8_t *value, ptrdiff_t sprite_stride, int width, int height, int opacity);

/// Lays one colour through a mask (0...255) and an opacity (0...256) over four premultiplied planes of 8.8 samples.
void cpixels_lay(uint16_t *alpha, uint16_t *luma, uint16_t *blue, uint16_t *red, ptrdiff_t stride,
                 const uint8_t *mask, ptrdiff_t mask_stride, int width, int height, int y, int u, int v,
                 int opacity);

/// Halves an 8.8 alpha plane in both directions and gives what it leaves, 255 - alpha; `width`, `height` are even.
void cpixels_halve_alpha(uint8_t *rest, ptrdiff_t rest_stride, const uint16_t *alpha, ptrdiff_t alpha_stride,
                         int width, int height);

/// Halves a premultiplied 8.8 chroma plane so that it goes with a halved `rest` (both have `value_stride`).
void cpixels_halve_chroma(uint8_t *value, ptrdiff_t value_stride, const uint16_t *source, const uint16_t *alpha,
                          ptrdiff_t source_stride, const uint8_t *rest, int width, int height);

/// Rounds a premultiplied 8.8 plane to 8 bits.
void cpixels_round_samples(uint8_t *destination, ptrdiff_t destination_stride, const uint16_t *source,
                           ptrdiff_t source_stride, int width, int height, int inverted);

/// Says of each 64 samples of a mask's rows (its stride is a multiple of 64) whether they are all 0 (0), all 255 (3) or
/// neither (1); `kinds` has mask_stride / 64 bytes a row.
void cpixels_classify(uint8_t *kinds, const uint8_t *mask, ptrdiff_t mask_stride, int height);

/// Shows a second picture through a mask moved left by offset + fraction / 256 samples, the fraction 0...255.
/// The mask's rows must go on for 128 samples past offset + width.
void cpixels_reveal(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *colour,
                    ptrdiff_t colour_stride, const uint8_t *mask, ptrdiff_t mask_stride, const uint8_t *kinds,
                    int width, int height, int offset, int fraction);

/// Adds light to a plane, destination + value * coverage, within 16...235, through a mask that lies between pixels in
/// both directions; the mask needs one more row and column than `width` by `height`. Opacity is 0...256, `value` within
/// -255...255.
void cpixels_tint(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *mask, ptrdiff_t mask_stride,
                  int width, int height, int fraction_x, int fraction_y, int value, int opacity);

/// Enlarges a grid of samples eightfold with a cubic B-spline, adds a dither tile (128 by 128) and rounds to 8 bits.
/// Node (i, j) stands at pixel (8 (i - 1), 8 (j - 1)); the grid has at least ceil(size / 8) + 3 nodes each way.
/// `width` is at most 16384.
void cpixels_enlarge(uint8_t *destination, ptrdiff_t destination_stride, int width, int first_row, int end_row,
                     const float *grid, ptrdiff_t grid_stride, const float *dither);

/// As cpixels_enlarge, but adds the grid's light to a still plane of the same stride, within 16...235, from row 0 on.
/// `step` is 1, or 2 to use every other node of the grid (node 1 stands at the first sample either way).
void cpixels_enlarge_over(uint8_t *destination, ptrdiff_t stride, const uint8_t *still, int width, int rows,
                          const float *grid, ptrdiff_t grid_stride, int step, const float *dither);

/// The means of a plane's 8 by 8 blocks, `columns` by `rows` of them; the plane is at least 8 samples each way and at
/// most 16384 wide.
void cpixels_block_means(float *means, ptrdiff_t means_stride, const uint8_t *plane, ptrdiff_t stride, int columns,
                         int rows, int width, int height);

/// Moves one row of water: where a wave, wave = (a * a_weight + b * b_weight) / 64, stands above a threshold it glints.
/// destination += wave * swell / 64 + clamp(wave - threshold, 0, 127) * gain / 16, within 16...235. The weights are
/// within -127...127, `swell` and `gain` within 0...100.
void cpixels_glitter(uint8_t *destination, const int8_t *a, int a_weight, const int8_t *b, int b_weight,
                     const uint8_t *threshold, int width, int swell, int gain);

// --- Silhouettes (silhouette.c) ---

/// Where an edge lies in one plane. Heights and distances are in luma pixels, heights from the picture's top; every array
/// goes on for whole blocks of 64 columns.
typedef struct {
    /// The edge at the two places whose coverages are mixed, and between them.
    const float *left, *right, *middle;
    /// Distance across the edge for a distance of 1 straight down, above 0 and at most 1.
    const float *left_rise, *right_rise;
    /// Of `right`, 0...1.
    float share;
    /// From one row of samples to the next: 1, or 2 for chroma.
    float pitch;
    /// Coverage gained over a distance of 1 across the edge.
    float softness;
} cpixels_edge;

/// What a silhouette shows in one plane. Levels are 0...1, 0 leaves a part out; losses are of 1 over the part's reach,
/// the shadow's across the edge, the light's straight down. `body` and `rim` hold the picture's
/// rows from the row given to before the end given; a stride of 0 shows one row everywhere. Without a rim it is `body`.
typedef struct {
    const uint8_t *body;
    ptrdiff_t body_stride;
    const uint8_t *rim;
    ptrdiff_t rim_stride;
    int32_t body_row, body_end, rim_row, rim_end;
    /// The shadow's colour; it belongs to the edge raised by `lift`.
    float shade, shadow_level, shadow_loss, lift;
    float rim_level, rim_loss;
} cpixels_look;

/// The first rows of a block of 64 columns in which a silhouette's parts begin: its shadow, its edge, its inside with the
/// light along the edge, and its plain body, which goes on to the bottom.
typedef struct {
    int32_t shadow, edge, inside, plain;
} cpixels_rows;

/// Finds the rows of each block of 64 columns.
void cpixels_silhouette_rows(cpixels_rows *reach, int width, int height, const cpixels_edge *edge,
                             const cpixels_look *look);

/// Draws a silhouette in rows first_row up to end_row, in each block of 64 columns only above its
/// limit. All rows are padded to whole blocks.
void cpixels_silhouette(uint8_t *destination, ptrdiff_t stride, int width, int first_row, int end_row,
                        const cpixels_edge *edge, const cpixels_look *look, const cpixels_rows *reach,
                        const int32_t *limits);

/// left + (right - left) * share.
void cpixels_between(float *middle, const float *left, const float *right, int count, float share);

/// Parts numbers at even places from those at odd ones; `count` of each.
void cpixels_pairs(float *even, float *odd, const float *from, int count);

/// Copies each block of 64 columns down to its limit; rows are padded to whole blocks.
void cpixels_copy_above(uint8_t *destination, ptrdiff_t stride, const uint8_t *source, ptrdiff_t source_stride,
                        int width, int height, const int32_t *limits);

#pragma clang assume_nonnull end
#endif
