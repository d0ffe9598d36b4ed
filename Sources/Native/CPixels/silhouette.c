// Silhouettes that glide over a still picture. Coverage is computed from the edge's height at each column: that costs
// less than reading it from memory, and memory is what drawing such pictures waits for.
#include "cpixels.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// A third less time where 512 bits are there, the same bytes everywhere.
#define WIDE __attribute__((target_clones("avx512bw", "avx2", "default")))
#define INLINE static inline __attribute__((always_inline))

enum { block = 64, tile = 32 };

INLINE float clamped(float value) {
    float raised = value < 0 ? 0 : value;
    return raised > 1 ? 1 : raised;
}

/// Smooth from 0 to 1, so that soft edges have no visible start or end.
INLINE float smooth(float t) { return t * t * (3 - 2 * t); }

INLINE float mixed(float from, float to, float weight) { return from + (to - from) * weight; }

INLINE uint8_t rounded(float value) { return (uint8_t)(int)(value + 0.5f); }

WIDE
void cpixels_silhouette(uint8_t *destination, ptrdiff_t stride, int width, int first_row, int end_row,
                        const cpixels_edge *edge, const cpixels_look *look, const cpixels_rows *reach,
                        const int32_t *limits) {
    const cpixels_look own = *look;
    const float share = edge->share, softness = edge->softness;
    for (int top = first_row; top < end_row; top += tile) {
        const int bottom = top + tile < end_row ? top + tile : end_row;
        for (int start = 0; start < width; start += block) {
            const cpixels_rows rows = reach[start / block];
            int limit = limits[start / block] < bottom ? limits[start / block] : bottom;
            limit = limit < own.body_end ? limit : own.body_end;
            int row = rows.shadow > top ? rows.shadow : top;
            if (row >= limit) continue;
            uint8_t *restrict out = destination + row * stride + start;
            const float *restrict left = edge->left + start, *restrict right = edge->right + start;
            const float *restrict middle = edge->middle + start;
            const float *restrict left_rise = edge->left_rise + start, *restrict right_rise = edge->right_rise + start;
            float centre = ((float)row + 0.5f) * edge->pitch;
            // Above the edge: its shadow on what lies behind.
            for (int end = rows.edge < limit ? rows.edge : limit; row < end; row++, out += stride) {
                __builtin_prefetch(out + block, 1);
                for (int x = 0; x < block; x++) {
                    float height = (middle[x] - own.lift - centre) * left_rise[x];
                    float weight = smooth(clamped(1 - height * own.shadow_loss)) * own.shadow_level;
                    out[x] = rounded(mixed(out[x], own.shade, weight));
                }
                centre += edge->pitch;
            }
            if (row >= limit) continue;
            const uint8_t *restrict body = own.body + (row - own.body_row) * own.body_stride + start;
            const uint8_t *restrict rim = own.rim + (row - own.rim_row) * own.rim_stride + start;
            // The edge itself: shadow, body and light together.
            for (int end = rows.inside < limit ? rows.inside : limit; row < end;
                 row++, out += stride, body += own.body_stride, rim += own.rim_stride) {
                __builtin_prefetch(body + block);
                __builtin_prefetch(rim + block);
                __builtin_prefetch(out + block, 1);
                for (int x = 0; x < block; x++) {
                    float depth = centre - middle[x];
                    float height = (-depth - own.lift) * left_rise[x];
                    float weight = smooth(clamped(1 - height * own.shadow_loss)) * own.shadow_level;
                    float sum = mixed(out[x], own.shade, weight);
                    float here = smooth(clamped((centre - left[x]) * left_rise[x] * softness + 0.5f));
                    float next = smooth(clamped((centre - right[x]) * right_rise[x] * softness + 0.5f));
                    float shown = mixed(here, next, share);
                    float light = smooth(clamped(1 - depth * own.rim_loss)) * own.rim_level * shown;
                    out[x] = rounded(mixed(mixed(sum, body[x], shown), rim[x], light));
                }
                centre += edge->pitch;
            }
            // Below it: the body with the light that fades on it.
            for (int end = rows.plain < limit ? rows.plain : limit; row < end;
                 row++, out += stride, body += own.body_stride, rim += own.rim_stride) {
                __builtin_prefetch(body + block);
                __builtin_prefetch(rim + block);
                __builtin_prefetch(out + block, 1);
                for (int x = 0; x < block; x++) {
                    float light = smooth(clamped(1 - (centre - middle[x]) * own.rim_loss)) * own.rim_level;
                    out[x] = rounded(mixed(body[x], rim[x], light));
                }
                centre += edge->pitch;
            }
            // Rows are padded to whole blocks.
            for (; row < limit; row++, out += stride, body += own.body_stride) {
                __builtin_prefetch(body + block);
                __builtin_prefetch(out + block, 1);
                memcpy(out, body, block);
            }
        }
    }
}

WIDE
void cpixels_silhouette_rows(cpixels_rows *reach, int width, int height, const cpixels_edge *edge,
                             const cpixels_look *look) {
    enum { lanes = 16 };
    const float above_edge = look->shadow_level > 0 ? 1 / look->shadow_loss : 0;
    const float below_edge = look->rim_level > 0 ? 1 / look->rim_loss : 0;
    for (int start = 0; start < width; start += block) {
        float highs[lanes], lows[lanes], rises[lanes];
        for (int i = 0; i < lanes; i++) {
            highs[i] = lows[i] = edge->left[start];
            rises[i] = 1;
        }
        for (int x = start; x < start + block; x += lanes) {
            for (int i = 0; i < lanes; i++) {
                const float a = edge->left[x + i], b = edge->right[x + i];
                const float c = edge->left_rise[x + i], d = edge->right_rise[x + i];
                const float upper = a < b ? a : b, lower = a < b ? b : a, flatter = c < d ? c : d;
                highs[i] = upper < highs[i] ? upper : highs[i];
                lows[i] = lower > lows[i] ? lower : lows[i];
                rises[i] = flatter < rises[i] ? flatter : rises[i];
            }
        }
        float highest = highs[0], lowest = lows[0], rise = rises[0];
        for (int i = 1; i < lanes; i++) {
            highest = highs[i] < highest ? highs[i] : highest;
            lowest = lows[i] > lowest ? lows[i] : lowest;
            rise = rises[i] < rise ? rises[i] : rise;
        }
        // Soft edges and shadows are measured across the edge, rows and the light straight down.
        const float soft = 0.5f / (edge->softness * rise);
        const float shadow = above_edge > 0 ? above_edge / rise + look->lift : 0;
        const float above = soft > shadow ? soft : shadow, below = soft > below_edge ? soft : below_edge;
        const float places[4] = {highest - above, highest - soft, lowest + soft, lowest + below};
        int32_t rows[4];
        for (int i = 0; i < 4; i++) {
            // A row more on either side costs less than one too few.
            const float row = places[i] / edge->pitch + (i < 2 ? -1.0f : 1.0f);
            rows[i] = row < 0 ? 0 : row > (float)height ? height : (int32_t)row;
        }
        // Nothing is read that is not there.
        const int first = look->body_row > look->rim_row ? look->body_row : look->rim_row;
        for (int i = 1; i < 4; i++) rows[i] = rows[i] > first ? rows[i] : first;
        for (int i = 1; i < 4; i++) rows[i] = rows[i] < look->rim_end ? rows[i] : look->rim_end;
        reach[start / block] = (cpixels_rows){rows[0], rows[1], rows[2], rows[3]};
    }
}

WIDE
void cpixels_between(float *middle, const float *left, const float *right, int count, float share) {
    for (int x = 0; x < count; x++) middle[x] = mixed(left[x], right[x], share);
}

WIDE
void cpixels_pairs(float *even, float *odd, const float *from, int count) {
    for (int x = 0; x < count; x++) {
        even[x] = from[2 * x];
        odd[x] = from[2 * x + 1];
    }
}

void cpixels_copy_above(uint8_t *destination, ptrdiff_t stride, const uint8_t *source, ptrdiff_t source_stride,
                        int width, int height, const int32_t *limits) {
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = destination + row * stride;
        const uint8_t *restrict in = source + row * source_stride;
        for (int start = 0; start < width; start += block)
            if (row < limits[start / block]) memcpy(out + start, in + start, block);
    }
}
