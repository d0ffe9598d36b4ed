// Drawn scenery: moving masks over still colour fields, smooth fields from coarse grids, glints on water.
#include "cpixels.h"

#include <string.h>

#define FAST __attribute__((target_clones("avx2", "default")))
// For kernels that gain from wider registers: a third less time where 512 bits are there, the same bytes everywhere.
#define WIDE __attribute__((target_clones("avx512bw", "avx2", "default")))

typedef uint8_t v32b __attribute__((vector_size(32)));
typedef uint16_t v32h __attribute__((vector_size(64)));

enum { block = 64 };

FAST
void cpixels_classify(uint8_t *kinds, const uint8_t *mask, ptrdiff_t mask_stride, int height) {
    const ptrdiff_t blocks = mask_stride / block;
    for (int row = 0; row < height; row++) {
        for (ptrdiff_t i = 0; i < blocks; i++) {
            const uint8_t *m = mask + row * mask_stride + i * block;
            uint8_t any = 0;
            uint8_t all = 255;
            for (int x = 0; x < block; x++) {
                any |= m[x];
                all &= m[x];
            }
            kinds[row * blocks + i] = any == 0 ? 0 : all == 255 ? 3 : 1;
        }
    }
}

WIDE
void cpixels_reveal(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *colour,
                    ptrdiff_t colour_stride, const uint8_t *mask, ptrdiff_t mask_stride, const uint8_t *kinds,
                    int width, int height, int offset, int fraction) {
    enum { lane = 32 };
    const uint16_t next = (uint16_t)fraction;
    const uint16_t here = (uint16_t)(256 - fraction);
    for (int row = 0; row < height; row++) {
        const uint8_t *kind = kinds + row * (mask_stride / block);
        for (int start = 0; start < width; start += block) {
            // Most of a silhouette's mask is plain: nothing to do above it, a copy below it.
            const int place = offset + start;
            const int first = kind[place / block];
            const int last = kind[(place + block) / block];
            if ((first | last) == 0) continue;
            const uint8_t *m = mask + row * mask_stride + place;
            uint8_t *out = destination + row * destination_stride + start;
            const uint8_t *in = colour + row * colour_stride + start;
            const int count = width - start < block ? width - start : block;
            if ((first & last) == 3) {
                memcpy(out, in, (size_t)count);
                continue;
            }
            int x = 0;
            for (; x + lane <= count; x += lane) {
                v32b m0, m1, below, above;
                memcpy(&m0, m + x, lane);
                memcpy(&m1, m + x + 1, lane);
                memcpy(&below, out + x, lane);
                memcpy(&above, in + x, lane);
                v32h shown = __builtin_convertvector(m0, v32h) * here + __builtin_convertvector(m1, v32h) * next;
                shown = (shown + 128) >> 8;
                v32h sum = __builtin_convertvector(below, v32h) * (255 - shown) +
                           __builtin_convertvector(above, v32h) * shown + 128;
                v32b result = __builtin_convertvector((sum + (sum >> 8)) >> 8, v32b);
                memcpy(out + x, &result, lane);
            }
            for (; x < count; x++) {
                unsigned shown = (unsigned)(m[x] * here + m[x + 1] * next + 128) >> 8;
                unsigned sum = out[x] * (255 - shown) + in[x] * shown + 128;
                out[x] = (uint8_t)((sum + (sum >> 8)) >> 8);
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
            int sum = out[x] + ((value * weight + 128) >> 8);
            out[x] = (uint8_t)(sum < 16 ? 16 : sum > 235 ? 235 : sum);
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
    enum { tile = 128, widest = 16384 / 8 + 8 };
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
void cpixels_enlarge_over(uint8_t *destination, ptrdiff_t stride, const uint8_t *still, int width, int rows,
                          const float *grid, ptrdiff_t grid_stride, int step, const float *dither) {
    enum { tile = 128, widest = 16384 / 8 + 8 };
    const int cells = (width + 7) / 8;
    const v8i darkest = {16, 16, 16, 16, 16, 16, 16, 16};
    const v8i lightest = {235, 235, 235, 235, 235, 235, 235, 235};
    v8f across[4];
    float weights[4];
    for (int p = 0; p < 8; p++) {
        spline(((float)p + 0.5f) / 8, weights);
        for (int k = 0; k < 4; k++) across[k][p] = weights[k];
    }
    float line[widest];
    for (int row = 0; row < rows; row++) {
        spline(((float)(row & 7) + 0.5f) / 8, weights);
        // With step 2 every other node is used, for chroma, whose samples lie twice as far apart.
        const int first = 1 + ((row >> 3) - 1) * step;
        const float *restrict r0 = grid + (first < 0 ? 0 : first) * grid_stride;
        const float *restrict r1 = grid + (first + step) * grid_stride;
        const float *restrict r2 = r1 + step * grid_stride;
        const float *restrict r3 = r2 + step * grid_stride;
        float most = 0;
        for (int i = 0; i < cells + 3; i++) {
            int node = 1 + (i - 1) * step;
            node = node < 0 ? 0 : node;
            line[i] = r0[node] * weights[0] + r1[node] * weights[1] + r2[node] * weights[2] + r3[node] * weights[3];
            float size = line[i] < 0 ? -line[i] : line[i];
            most = size > most ? size : most;
        }
        const float *restrict noise = dither + (row & (tile - 1)) * tile;
        const uint8_t *in = still + row * stride;
        uint8_t *out = destination + row * stride;
        if (most < 0.25f) {
            memcpy(out, in, (size_t)width);
            continue;
        }
        for (int i = 0; i < cells; i++) {
            v8b bytes;
            memcpy(&bytes, in + 8 * i, sizeof bytes);
            v8f light = across[0] * line[i] + across[1] * line[i + 1] + across[2] * line[i + 2] + across[3] * line[i + 3];
            v8f sum;
            memcpy(&sum, noise + ((8 * i) & (tile - 1)), sizeof sum);
            // The still picture has its own grain; light brings half as much again.
            sum = sum * 0.5f + light + __builtin_convertvector(bytes, v8f) + 0.5f;
            v8i whole = __builtin_convertvector(sum, v8i);
            whole = __builtin_elementwise_min(__builtin_elementwise_max(whole, darkest), lightest);
            bytes = __builtin_convertvector(whole, v8b);
            memcpy(out + 8 * i, &bytes, sizeof bytes);
        }
    }
}

FAST
void cpixels_glitter(uint8_t *destination, const int8_t *a, int a_weight, const int8_t *b, int b_weight,
                     const uint8_t *threshold, int width, int swell, int gain) {
    uint8_t *restrict out = destination;
    for (int x = 0; x < width; x++) {
        int16_t wave = (int16_t)((int16_t)(a[x] * a_weight + b[x] * b_weight) >> 6);
        int16_t glint = (int16_t)(wave - threshold[x]);
        glint = glint < 0 ? 0 : glint;
        glint = glint > 127 ? 127 : glint;
        int16_t sum = (int16_t)(out[x] + ((int16_t)(wave * swell) >> 6) + ((int16_t)(glint * gain) >> 4));
        sum = sum < 16 ? 16 : sum;
        out[x] = (uint8_t)(sum > 235 ? 235 : sum);
    }
}

FAST
void cpixels_block_means(float *means, ptrdiff_t means_stride, const uint8_t *plane, ptrdiff_t stride, int columns,
                         int rows, int width, int height) {
    enum { side = 8, widest = 16384 };
    uint16_t sums[widest];
    for (int j = 0; j < rows; j++) {
        // The last blocks take the last whole block's samples, so that no edge is darker.
        int y = j * side + side <= height ? j * side : height - side;
        memset(sums, 0, (size_t)width * sizeof sums[0]);
        for (int row = 0; row < side; row++) {
            const uint8_t *restrict in = plane + (y + row) * stride;
            for (int x = 0; x < width; x++) sums[x] = (uint16_t)(sums[x] + in[x]);
        }
        for (int i = 0; i < columns; i++) {
            int x = i * side + side <= width ? i * side : width - side;
            int sum = 0;
            for (int k = 0; k < side; k++) sum += sums[x + k];
            means[j * means_stride + i] = (float)sum * (1.0f / 64);
        }
    }
}
