#include "halve.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "dither.h"

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

static int16_t across_at(const uint8_t *source, int source_width, int x, const int8_t weight[4]) {
    int sum = 0;
    for (int i = 0; i < 4; i++) sum += source[clamp(2 * x - 1 + i, 0, source_width - 1)] * weight[i];
    return (int16_t)sum;
}

static uint8_t down_at(const int16_t *const row[4], int x, int dither) {
    const int sum = 9 * (row[1][x] + row[2][x]) - row[0][x] - row[3][x] + 2 * dither;
    return (uint8_t)clamp(sum >> 8, 0, 255);
}

#if defined(__x86_64__)
/// As many outputs as can be read without leaving the row, from the second on; returns how far it came.
__attribute__((target("avx2")))
static int across_avx2(int16_t *out, const uint8_t *source, int source_width, int width, const int8_t weight[4]) {
    const __m256i left = _mm256_set1_epi16((int16_t)((uint8_t)weight[0] | (uint8_t)weight[1] << 8));
    const __m256i right = _mm256_set1_epi16((int16_t)((uint8_t)weight[2] | (uint8_t)weight[3] << 8));
    int x = 1;
    for (; x + 16 <= width && 2 * x + 33 <= source_width; x += 16) {
        const __m256i a = _mm256_loadu_si256((const __m256i *)(source + 2 * x - 1));
        const __m256i b = _mm256_loadu_si256((const __m256i *)(source + 2 * x + 1));
        const __m256i sum = _mm256_add_epi16(_mm256_maddubs_epi16(a, left), _mm256_maddubs_epi16(b, right));
        _mm256_storeu_si256((__m256i *)(out + x), sum);
    }
    return x;
}

__attribute__((target("avx2")))
static int down_avx2(uint8_t *out, const int16_t *const row[4], int width, const uint8_t dither[8]) {
    const __m256i outer = _mm256_set1_epi32((uint16_t)-1 | 9 << 16), inner = _mm256_set1_epi32(9 | -1 * 65536);
    int32_t noise[8];
    for (int i = 0; i < 8; i++) noise[i] = 2 * dither[i];
    const __m256i noise_low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)noise));
    const __m256i noise_high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(noise + 4)));
    int x = 0;
    for (; x + 16 <= width; x += 16) {
        __m256i r[4];
        for (int i = 0; i < 4; i++) r[i] = _mm256_loadu_si256((const __m256i *)(row[i] + x));
        __m256i low = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpacklo_epi16(r[0], r[1]), outer),
                                       _mm256_madd_epi16(_mm256_unpacklo_epi16(r[2], r[3]), inner));
        __m256i high = _mm256_add_epi32(_mm256_madd_epi16(_mm256_unpackhi_epi16(r[0], r[1]), outer),
                                        _mm256_madd_epi16(_mm256_unpackhi_epi16(r[2], r[3]), inner));
        low = _mm256_srai_epi32(_mm256_add_epi32(low, noise_low), 8);
        high = _mm256_srai_epi32(_mm256_add_epi32(high, noise_high), 8);
        const __m256i words = _mm256_packs_epi32(low, high);
        const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words, words), 0xd8);
        _mm_storeu_si128((__m128i *)(out + x), _mm256_castsi256_si128(bytes));
    }
    return x;
}
#endif

void cpixels_halve(uint8_t *destination, ptrdiff_t destination_stride, int width, int height, const uint8_t *source,
                   ptrdiff_t source_stride, int source_width, int source_height, const int8_t *across,
                   int16_t *work, int portable) {
#if defined(__x86_64__)
    const int fast = !portable && __builtin_cpu_supports("avx2");
#else
    (void)portable;
#endif
    int next = 0;
    for (int y = 0; y < height; y++) {
        for (const int last = clamp(2 * y + 2, 0, source_height - 1); next <= last; next++) {
            int16_t *row = work + (ptrdiff_t)(next % 4) * width;
            const uint8_t *from = source + next * source_stride;
            int x = 0;
#if defined(__x86_64__)
            if (fast) {
                row[0] = across_at(from, source_width, 0, across);
                x = across_avx2(row, from, source_width, width, across);
            }
#endif
            for (; x < width; x++) row[x] = across_at(from, source_width, x, across);
        }
        const int16_t *rows[4];
        for (int i = 0; i < 4; i++)
            rows[i] = work + (ptrdiff_t)(clamp(2 * y - 1 + i, 0, source_height - 1) % 4) * width;
        uint8_t *out = destination + y * destination_stride;
        const uint8_t *dither = cpixels_dither[y & 7];
        int x = 0;
#if defined(__x86_64__)
        if (fast) x = down_avx2(out, rows, width, dither);
#endif
        for (; x < width; x++) out[x] = down_at(rows, x, dither[x & 7]);
    }
}
