// Drawn scenery: moving masks over still colour fields, smooth fields from coarse grids, glints on water.
#include "cpixels.h"

#include <string.h>

#define FAST __attribute__((target_clones("avx2", "default")))

FAST
void cpixels_reveal(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *colour,
                    ptrdiff_t colour_stride, const uint8_t *mask, ptrdiff_t mask_stride, int width, int height,
                    int fraction) {
    enum { block = 64 };
    const uint16_t next = (uint16_t)fraction;
    const uint16_t here = (uint16_t)(256 - fraction);
    for (int row = 0; row < height; row++) {
        for (int start = 0; start < width; start += block) {
            const uint8_t *restrict m = mask + row * mask_stride + start;
            uint8_t *restrict out = destination + row * destination_stride + start;
            const uint8_t *restrict in = colour + row * colour_stride + start;
            const int count = width - start < block ? width - start : block;
            // Most of a silhouette's mask is plain: nothing to do above it, a copy below it.
            uint8_t any = m[block];
            uint8_t all = m[block];
            for (int x = 0; x < block; x++) {
                any |= m[x];
                all &= m[x];
            }
            if (any == 0) continue;
            if (all == 255) {
                memcpy(out, in, (size_t)count);
                continue;
            }
            if (count == block) {
                for (int x = 0; x < block; x++) {
                    uint16_t shown = (uint16_t)((m[x] * here + m[x + 1] * next + 128) >> 8);
                    uint16_t sum = (uint16_t)(out[x] * (255 - shown) + in[x] * shown + 128);
                    out[x] = (uint8_t)((uint16_t)(sum + (sum >> 8)) >> 8);
                }
            } else {
                for (int x = 0; x < count; x++) {
                    uint16_t shown = (uint16_t)((m[x] * here + m[x + 1] * next + 128) >> 8);
                    uint16_t sum = (uint16_t)(out[x] * (255 - shown) + in[x] * shown + 128);
                    out[x] = (uint8_t)((uint16_t)(sum + (sum >> 8)) >> 8);
                }
            }
        }
    }
}

FAST
void cpixels_tint(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *mask, ptrdiff_t mask_stride,
                  int width, int height, int fraction_x, int fraction_y, int value, int opacity) {
    const int right = fraction_x;
    const int left = 256 - fraction_x;
    const int low = fraction_y;
    const int high = 256 - fraction_y;
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = destination + row * destination_stride;
        const uint8_t *restrict above = mask + row * mask_stride;
        const uint8_t *restrict below = above + mask_stride;
        for (int x = 0; x < width; x++) {
            int upper = above[x] * left + above[x + 1] * right;
            int lower = below[x] * left + below[x + 1] * right;
            int shown = ((upper >> 4) * high + (lower >> 4) * low) >> 12;  // 0...255
            int weight = (shown * opacity * 257) >> 16;                    // 0...256
            out[x] = (uint8_t)((out[x] * (256 - weight) + value * weight + 128) >> 8);
        }
    }
}

typedef float v8f __attribute__((vector_size(32)));
typedef int32_t v8i __attribute__((vector_size(32)));
typedef uint8_t v8b __attribute__((vector_size(8)));

// Uniform cubic B-spline weights of the four nodes around a point `t` of the way through its cell.
static inline void spline(float t, float *weights) {
    const float s = 1 - t;
    weights[0] = s * s * s / 6;
    weights[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weights[2] = (3 * s * s * s - 6 * s * s + 4) / 6;
    weights[3] = t * t * t / 6;
}

FAST
void cpixels_enlarge(uint8_t *destination, ptrdiff_t destination_stride, int width, int first_row, int end_row,
                     const float *grid, ptrdiff_t grid_stride, const float *dither) {
    enum { tile = 128, widest = 4096 / 8 + 8 };
    const int cells = (width + 7) / 8;
    v8f across[4];
    float weights[4];
    for (int p = 0; p < 8; p++) {
        spline(((float)p + 0.5f) / 8, weights);
        for (int k = 0; k < 4; k++) across[k][p] = weights[k];
    }
    float line[widest];
    for (int row = first_row; row < end_row; row++) {
        spline(((float)(row & 7) + 0.5f) / 8, weights);
        const float *restrict top = grid + (row >> 3) * grid_stride;
        for (int i = 0; i < cells + 3; i++) {
            line[i] = top[i] * weights[0] + top[i + grid_stride] * weights[1] +
                      top[i + 2 * grid_stride] * weights[2] + top[i + 3 * grid_stride] * weights[3] + 0.5f;
        }
        const float *restrict noise = dither + (row & (tile - 1)) * tile;
        uint8_t *restrict out = destination + row * destination_stride;
        for (int i = 0; i < cells; i++) {
            v8f sum;
            memcpy(&sum, noise + ((8 * i) & (tile - 1)), sizeof sum);
            sum += across[0] * line[i] + across[1] * line[i + 1] + across[2] * line[i + 2] + across[3] * line[i + 3];
            // Rows are padded to whole cells, so the last cell may write past the width.
            v8b bytes = __builtin_convertvector(__builtin_convertvector(sum, v8i), v8b);
            memcpy(out + 8 * i, &bytes, sizeof bytes);
        }
    }
}

FAST
void cpixels_profile(uint8_t *mask, ptrdiff_t mask_stride, int width, int first_row, int height,
                     const float *heights, const float *rise, float bias, const float *fall, float level) {
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = mask + row * mask_stride;
        const float y = (float)(first_row + row) + 0.5f;
        for (int x = 0; x < width; x++) {
            float depth = y - heights[x];
            float shown = depth * rise[x] + bias;
            shown = shown < 0 ? 0 : shown > 1 ? 1 : shown;
            float left = 1 - depth * fall[x];
            left = left < 0 ? 0 : left > 1 ? 1 : left;
            // Smooth steps, so that soft edges have no visible start or end.
            shown = shown * shown * (3 - 2 * shown) * left * left * (3 - 2 * left);
            out[x] = (uint8_t)(int)(shown * level + 0.5f);
        }
    }
}

FAST
void cpixels_glitter(uint8_t *destination, const uint8_t *base, const uint8_t *a, int a_fraction, const uint8_t *b,
                     int b_fraction, const uint8_t *threshold, int width, int gain) {
    const int a_here = 256 - a_fraction;
    const int b_here = 256 - b_fraction;
    uint8_t *restrict out = destination;
    for (int x = 0; x < width; x++) {
        int first = (a[x] * a_here + a[x + 1] * a_fraction) >> 8;
        int second = (b[x] * b_here + b[x + 1] * b_fraction) >> 8;
        int glint = first + second - 2 * threshold[x];
        glint = glint < 0 ? 0 : glint;
        int sum = base[x] + ((glint * gain) >> 6);
        out[x] = (uint8_t)(sum > 235 ? 235 : sum);
    }
}
