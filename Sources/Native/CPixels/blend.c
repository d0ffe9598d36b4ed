// Sprites: small premultiplied pictures (captions, titles) laid over a frame.
#include "cpixels.h"

#define FAST __attribute__((target_clones("avx2", "default")))

// Exact x / 255 rounded to nearest for x in 0...65025 (Blinn, "Three wrongs make a right", 1995).
static inline unsigned divide_by_255(unsigned x) {
    x += 128;
    return (x + (x >> 8)) >> 8;
}

FAST
void cpixels_over(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *rest, const uint8_t *value,
                  ptrdiff_t sprite_stride, int width, int height) {
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = destination + row * destination_stride;
        const uint8_t *restrict keep = rest + row * sprite_stride;
        const uint8_t *restrict add = value + row * sprite_stride;
        for (int x = 0; x < width; x++) {
            uint16_t scaled = (uint16_t)(out[x] * keep[x] + 128);
            scaled = (uint16_t)((uint16_t)(scaled + (scaled >> 8)) >> 8);
            out[x] = (uint8_t)(scaled + add[x]);
        }
    }
}

FAST
void cpixels_over_faded(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *rest,
                        const uint8_t *value, ptrdiff_t sprite_stride, int width, int height, int opacity) {
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = destination + row * destination_stride;
        const uint8_t *restrict keep = rest + row * sprite_stride;
        const uint8_t *restrict add = value + row * sprite_stride;
        for (int x = 0; x < width; x++) {
            unsigned hidden = ((255u - keep[x]) * (unsigned)opacity + 128) >> 8;
            unsigned added = (add[x] * (unsigned)opacity + 128) >> 8;
            out[x] = (uint8_t)(divide_by_255(out[x] * (255u - hidden)) + added);
        }
    }
}

FAST
void cpixels_lay(uint16_t *alpha, uint16_t *luma, uint16_t *blue, uint16_t *red, ptrdiff_t stride,
                 const uint8_t *mask, ptrdiff_t mask_stride, int width, int height, int y, int u, int v,
                 int opacity) {
    const float scale = (float)opacity / (255.0f * 256.0f);
    for (int row = 0; row < height; row++) {
        uint16_t *restrict a = alpha + row * stride;
        uint16_t *restrict l = luma + row * stride;
        uint16_t *restrict b = blue + row * stride;
        uint16_t *restrict r = red + row * stride;
        const uint8_t *restrict m = mask + row * mask_stride;
        for (int x = 0; x < width; x++) {
            float weight = (float)m[x] * scale;
            a[x] = (uint16_t)((float)a[x] + ((255.0f * 256.0f) - (float)a[x]) * weight + 0.5f);
            l[x] = (uint16_t)((float)l[x] + ((float)(y * 256) - (float)l[x]) * weight + 0.5f);
            b[x] = (uint16_t)((float)b[x] + ((float)(u * 256) - (float)b[x]) * weight + 0.5f);
            r[x] = (uint16_t)((float)r[x] + ((float)(v * 256) - (float)r[x]) * weight + 0.5f);
        }
    }
}

FAST
void cpixels_halve_alpha(uint8_t *rest, ptrdiff_t rest_stride, const uint16_t *alpha, ptrdiff_t alpha_stride,
                         int width, int height) {
    for (int row = 0; row < height / 2; row++) {
        uint8_t *restrict out = rest + row * rest_stride;
        const uint16_t *restrict above = alpha + 2 * row * alpha_stride;
        const uint16_t *restrict below = above + alpha_stride;
        for (int x = 0; x < width / 2; x++) {
            int sum = above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1];
            out[x] = (uint8_t)(255 - ((sum + 512) >> 10));
        }
    }
}

FAST
void cpixels_halve_chroma(uint8_t *value, ptrdiff_t value_stride, const uint16_t *source, const uint16_t *alpha,
                          ptrdiff_t source_stride, const uint8_t *rest, int width, int height) {
    for (int row = 0; row < height / 2; row++) {
        uint8_t *restrict out = value + row * value_stride;
        const uint8_t *restrict keep = rest + row * value_stride;
        const uint16_t *restrict c0 = source + 2 * row * source_stride;
        const uint16_t *restrict c1 = c0 + source_stride;
        const uint16_t *restrict a0 = alpha + 2 * row * source_stride;
        const uint16_t *restrict a1 = a0 + source_stride;
        for (int x = 0; x < width / 2; x++) {
            int colour = c0[2 * x] + c0[2 * x + 1] + c1[2 * x] + c1[2 * x + 1];
            int covered = a0[2 * x] + a0[2 * x + 1] + a1[2 * x] + a1[2 * x + 1];
            // The distance from grey is rounded by itself, so that grey over grey stays exactly grey.
            float away = ((float)colour - (float)covered * (128.0f / 255.0f)) * (1.0f / 1024.0f);
            int neutral = 128 - (int)divide_by_255(128u * keep[x]);
            int sum = neutral + (int)(away + 256.5f) - 256;
            out[x] = (uint8_t)(sum < 0 ? 0 : sum);
        }
    }
}

FAST
void cpixels_round_samples(uint8_t *destination, ptrdiff_t destination_stride, const uint16_t *source,
                           ptrdiff_t source_stride, int width, int height, int inverted) {
    const int flip = inverted ? 255 : 0;
    for (int row = 0; row < height; row++) {
        uint8_t *restrict out = destination + row * destination_stride;
        const uint16_t *restrict in = source + row * source_stride;
        for (int x = 0; x < width; x++) out[x] = (uint8_t)(((in[x] + 128) >> 8) ^ flip);
    }
}
