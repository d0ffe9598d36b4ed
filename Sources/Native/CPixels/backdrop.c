#include "backdrop.h"

#include <math.h>

#include "dither.h"

#pragma STDC FP_CONTRACT OFF

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

static void spline(float t, float weight[4]) {
    const float u = 1 - t;
    weight[0] = u * u * u / 6;
    weight[1] = (3 * t * t * t - 6 * t * t + 4) / 6;
    weight[2] = (3 * u * u * u - 6 * u * u + 4) / 6;
    weight[3] = t * t * t / 6;
}

/// A box from `from` to `to` with soft ends: its shadow along one axis.
static float soft_box(float at, float from, float to, float softness) {
    const float a = (at - from) / softness, b = (to - at) / softness;
    return 1 / (1 + expf(-4 * a)) * (1 / (1 + expf(-4 * b)));
}

void cpixels_backdrop(uint8_t *destination, ptrdiff_t destination_stride, int width, int height,
                      const uint8_t *source, ptrdiff_t source_stride, int source_width, int source_height,
                      const cpixels_backdrop_look *look, float *work) {
    float *line = work, *weights = line + source_width, *across = weights + 4 * width, *first = across + width;
    for (int x = 0; x < width; x++) {
        const float at = ((float)x + 0.5f) * (float)source_width / (float)width - 0.5f;
        first[x] = floorf(at) - 1;
        spline(at - floorf(at), weights + 4 * x);
        across[x] = look->shade * soft_box((float)x + 0.5f, look->left, look->right, look->softness);
    }
    for (int y = 0; y < height; y++) {
        const float at = ((float)y + 0.5f) * (float)source_height / (float)height - 0.5f;
        float down[4];
        spline(at - floorf(at), down);
        const int top = (int)floorf(at) - 1;
        for (int x = 0; x < source_width; x++) {
            float sum = 0;
            for (int i = 0; i < 4; i++)
                sum += down[i] * (float)source[clamp(top + i, 0, source_height - 1) * source_stride + x];
            line[x] = sum;
        }
        const float shadow = soft_box((float)y + 0.5f, look->top, look->bottom, look->softness);
        uint8_t *out = destination + y * destination_stride;
        for (int x = 0; x < width; x++) {
            const float *weight = weights + 4 * x;
            float sum = 0;
            for (int i = 0; i < 4; i++) sum += weight[i] * line[clamp((int)first[x] + i, 0, source_width - 1)];
            const float value = (sum - look->zero) * look->gain * (1 - across[x] * shadow) + look->zero;
            out[x] = (uint8_t)clamp((int)(value + (float)cpixels_dither[y & 7][x & 7] * (1.0f / 128)), 0, 255);
        }
    }
}
