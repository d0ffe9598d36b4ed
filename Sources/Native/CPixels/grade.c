#include "grade.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "dither.h"

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

/// What pmulhrsw gives: the product of two numbers in 2^-15, rounded.
static int scaled(int a, int b) { return (a * b + (1 << 14)) >> 15; }

#if defined(__x86_64__)
__attribute__((target("avx2")))
static __m256i curved(__m256i value, __m256i dither, __m256i curve) {
    const __m256i white = _mm256_set1_epi16(219);
    __m256i x = _mm256_sub_epi16(value, _mm256_set1_epi16(16));
    x = _mm256_max_epi16(_mm256_setzero_si256(), _mm256_min_epi16(x, white));
    const __m256i bow = _mm256_mullo_epi16(x, _mm256_sub_epi16(white, x));
    const __m256i lean = _mm256_sub_epi16(_mm256_add_epi16(x, x), white);
    const __m256i s = _mm256_mulhrs_epi16(_mm256_slli_epi16(bow, 1), _mm256_slli_epi16(lean, 7));
    __m256i out = _mm256_add_epi16(_mm256_slli_epi16(_mm256_add_epi16(x, _mm256_set1_epi16(16)), 7), dither);
    out = _mm256_srai_epi16(_mm256_add_epi16(out, _mm256_mulhrs_epi16(s, curve)), 7);
    return _mm256_max_epi16(_mm256_set1_epi16(16), _mm256_min_epi16(out, _mm256_set1_epi16(235)));
}

__attribute__((target("avx2")))
static void luma_row_avx2(uint8_t *out, const uint8_t *in, int width, const uint8_t dither[8], int16_t curve) {
    const __m256i strength = _mm256_set1_epi16(curve);
    uint64_t eight;
    memcpy(&eight, dither, sizeof eight);
    const __m256i noise = _mm256_cvtepu8_epi16(_mm_set1_epi64x((long long)eight));
    for (int x = 0; x < width; x += 32) {
        const __m256i a = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(in + x)));
        const __m256i b = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(in + x + 16)));
        const __m256i bytes = _mm256_packus_epi16(curved(a, noise, strength), curved(b, noise, strength));
        _mm256_storeu_si256((__m256i *)(out + x), _mm256_permute4x64_epi64(bytes, 0xd8));
    }
}

__attribute__((target("avx2")))
static void colour_row_avx2(uint8_t *out, const uint8_t *in, const uint8_t *above, const uint8_t *below, int width,
                            const uint8_t dither[8], int16_t share) {
    const __m256i strength = _mm256_set1_epi16(share);
    uint64_t eight;
    memcpy(&eight, dither, sizeof eight);
    const __m256i noise = _mm256_cvtepu8_epi16(_mm_set1_epi64x((long long)eight));
    for (int x = 0; x < width; x += 16) {
        const __m256i pair = _mm256_avg_epu8(_mm256_loadu_si256((const __m256i *)(above + 2 * x)),
                                             _mm256_loadu_si256((const __m256i *)(below + 2 * x)));
        __m256i light = _mm256_sub_epi16(_mm256_and_si256(pair, _mm256_set1_epi16(255)), _mm256_set1_epi16(16));
        light = _mm256_max_epi16(_mm256_setzero_si256(), _mm256_min_epi16(light, _mm256_set1_epi16(219)));
        const __m256i value = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(in + x)));
        __m256i sum = _mm256_add_epi16(_mm256_slli_epi16(value, 7), noise);
        // Values of 240 and more times 128 still leave room for the small sum within 16 bits, saturated at the top.
        sum = _mm256_adds_epi16(sum, _mm256_mulhrs_epi16(_mm256_slli_epi16(light, 7), strength));
        sum = _mm256_srai_epi16(sum, 7);
        sum = _mm256_max_epi16(_mm256_set1_epi16(16), _mm256_min_epi16(sum, _mm256_set1_epi16(240)));
        const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(sum, sum), 0xd8);
        _mm_storeu_si128((__m128i *)(out + x), _mm256_castsi256_si128(bytes));
    }
}
#endif

void cpixels_grade_luma(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *source,
                        ptrdiff_t source_stride, int width, int height, const cpixels_grade *grade, int portable) {
    (void)portable;
    for (int y = 0; y < height; y++) {
        uint8_t *out = destination + y * destination_stride;
        const uint8_t *in = source + y * source_stride, *dither = cpixels_dither[y & 7];
#if defined(__x86_64__)
        if (!portable && __builtin_cpu_supports("avx2")) {
            luma_row_avx2(out, in, width, dither, grade->curve);
            continue;
        }
#endif
        for (int x = 0; x < width; x++) {
            const int light = clamp(in[x] - 16, 0, 219);
            const int s = scaled(2 * light * (219 - light), (2 * light - 219) * 128);
            out[x] = (uint8_t)clamp(((light + 16) * 128 + dither[x & 7] + scaled(s, grade->curve)) >> 7, 16, 235);
        }
    }
}

void cpixels_grade_colour(uint8_t *destination, ptrdiff_t destination_stride, const uint8_t *source,
                          ptrdiff_t source_stride, const uint8_t *luma, ptrdiff_t luma_stride, int luma_rows,
                          int width, int height, int16_t share, int portable) {
    (void)portable;
    for (int y = 0; y < height; y++) {
        uint8_t *out = destination + y * destination_stride;
        const uint8_t *in = source + y * source_stride, *dither = cpixels_dither[y & 7];
        const uint8_t *above = luma + 2 * y * luma_stride;
        const uint8_t *below = 2 * y + 1 < luma_rows ? above + luma_stride : above;
#if defined(__x86_64__)
        if (!portable && __builtin_cpu_supports("avx2")) {
            colour_row_avx2(out, in, above, below, width, dither, share);
            continue;
        }
#endif
        for (int x = 0; x < width; x++) {
            const int light = clamp(((above[2 * x] + below[2 * x] + 1) >> 1) - 16, 0, 219);
            const int sum = clamp(in[x] * 128 + dither[x & 7] + scaled(light * 128, share), INT16_MIN, INT16_MAX);
            out[x] = (uint8_t)clamp(sum >> 7, 16, 240);
        }
    }
}

__attribute__((target_clones("avx2", "default")))
void cpixels_rematrix(uint8_t *luma, ptrdiff_t luma_stride, uint8_t *blue, uint8_t *red, ptrdiff_t colour_stride,
                      int width, int height, const cpixels_matrix *m) {
    for (int y = 0; y < height; y++) {
        uint8_t *row = luma + y * luma_stride;
        const uint8_t *u = blue + y / 2 * colour_stride, *v = red + y / 2 * colour_stride;
        const uint8_t *dither = cpixels_dither[y & 7];
        for (int x = 0; x < width; x++) {
            const int b = u[x / 2] - 128, r = v[x / 2] - 128;
            // 219 levels of light for 224 of difference: the shares already carry that.
            const int value = row[x] * 16384 + b * m->luma_from_blue + r * m->luma_from_red + (dither[x & 7] << 7);
            row[x] = (uint8_t)clamp(value >> 14, 0, 255);
        }
    }
    for (int y = 0; y < (height + 1) / 2; y++) {
        uint8_t *u = blue + y * colour_stride, *v = red + y * colour_stride;
        const uint8_t *dither = cpixels_dither[y & 7];
        for (int x = 0; x < (width + 1) / 2; x++) {
            const int b = u[x] - 128, r = v[x] - 128, noise = dither[x & 7] << 7;
            u[x] = (uint8_t)clamp((b * m->blue_from_blue + r * m->blue_from_red + 128 * 16384 + noise) >> 14, 0, 255);
            v[x] = (uint8_t)clamp((b * m->red_from_blue + r * m->red_from_red + 128 * 16384 + noise) >> 14, 0, 255);
        }
    }
}
