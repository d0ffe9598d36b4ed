#include "develop.h"

#include "dither.h"

// Sums must not depend on whether the machine fuses multiply and add.
#pragma STDC FP_CONTRACT OFF

/// One shown row, brought to BT.709 and graded in luma.
static void load_row(float *restrict y, float *restrict u, float *restrict v, const cpixels_deep_picture *s, int row,
                     const cpixels_development *how) {
    const uint16_t *luma = s->luma + row * s->luma_down;
    const uint16_t *blue = s->blue + row * s->colour_down, *red = s->red + row * s->colour_down;
    // The span between the quarter tones grows by the contrast.
    const float curve = how->contrast * (8.0f / 3);
    for (int x = 0; x < s->width; x++) {
        const float b = (float)(blue[x * s->colour_across] - 512) * (1.0f / 896);
        const float r = (float)(red[x * s->colour_across] - 512) * (1.0f / 896);
        float l = (float)(luma[x * s->luma_across] - 64) * (1.0f / 876);
        l += b * how->luma_from_blue + r * how->luma_from_red;
        l = l < 0 ? 0 : l > 1 ? 1 : l;
        y[x] = l + curve * l * (1 - l) * (2 * l - 1);
        u[x] = b * how->blue_from_blue + r * how->blue_from_red;
        v[x] = b * how->red_from_blue + r * how->red_from_red;
    }
}

static uint8_t limited(float value, float scale, float offset, int dither, int highest) {
    const int whole = (int)(value * scale + offset + (float)dither * (1.0f / 128));
    return (uint8_t)(whole < 16 ? 16 : whole > highest ? highest : whole);
}

/// Luma weights 1 2 1 around the left pixel of pair `x`; the first pixel stands for the one before it.
static float around(const float *row, int x, int width) {
    const int before = x > 0 ? 2 * x - 1 : 0, after = 2 * x + 1 < width ? 2 * x + 1 : 2 * x;
    return (row[before] + 2 * row[2 * x] + row[after]) * 0.25f;
}

void cpixels_develop(uint8_t *luma, ptrdiff_t luma_stride, uint8_t *blue, uint8_t *red, ptrdiff_t colour_stride,
                     const cpixels_deep_picture *s, const cpixels_development *how, float *rows) {
    const int width = s->width;
    float *y[2], *u[2], *v[2];
    for (int i = 0; i < 2; i++) {
        y[i] = rows + (3 * i) * (width + 2);
        u[i] = rows + (3 * i + 1) * (width + 2);
        v[i] = rows + (3 * i + 2) * (width + 2);
    }
    for (int row = 0; row < s->height; row += 2) {
        for (int i = 0; i < 2; i++) {
            const int at = row + i < s->height ? row + i : s->height - 1;
            load_row(y[i], u[i], v[i], s, at, how);
            if (row + i >= s->height) continue;
            uint8_t *out = luma + (row + i) * luma_stride;
            const uint8_t *dither = cpixels_dither[(row + i) & 7];
            for (int x = 0; x < width; x++) out[x] = limited(y[i][x], 219, 16, dither[x & 7], 235);
        }
        uint8_t *out_blue = blue + row / 2 * colour_stride, *out_red = red + row / 2 * colour_stride;
        const uint8_t *dither = cpixels_dither[row / 2 & 7];
        for (int x = 0; x < (width + 1) / 2; x++) {
            // White balance moves colours in proportion to their light, so that black stays black.
            const float light = (around(y[0], x, width) + around(y[1], x, width)) * 0.5f * how->warmth;
            const float b = (around(u[0], x, width) + around(u[1], x, width)) * 0.5f - light / 1.8556f;
            const float r = (around(v[0], x, width) + around(v[1], x, width)) * 0.5f + light / 1.5748f;
            out_blue[x] = limited(b, 224, 128, dither[x & 7], 240);
            out_red[x] = limited(r, 224, 128, dither[x & 7], 240);
        }
    }
}
