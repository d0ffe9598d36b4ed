#include "resample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "dither.h"

// Filter weights exist for 256 positions between two samples. Across, they are signed bytes that add up to 128, so
// that one multiply-add instruction takes sixteen of them; down, 16-bit numbers that add up to 2^14. A filtered row
// holds samples times 128, the final sum samples times 2^21.
enum { TAPS = 6, PHASES = 256, BLOCK = 8, GATHER = 16, ROWS = 8 };

// Order of the taps in pairs. Each pair's sum must stay within 16 bits: a central tap (positive) goes with a negative
// neighbour, never with the other central one.
static const uint8_t pair_order[TAPS] = {2, 1, 3, 4, 0, 5};

/// The shuffle and the weights for two blocks of eight outputs: for each of three tap pairs, sixteen bytes a block.
typedef struct {
    uint8_t shuffle[3][2 * GATHER];
    int8_t weight[3][2 * GATHER];
} column_pair;

struct cpixels_resampler {
    int width;                     // rounded up to whole blocks, an even number of them
    double kernel_step;            // the step that the weights were made for
    int8_t across[PHASES][TAPS];
    int16_t down[PHASES][TAPS];
    int32_t *base;                 // per block, the first source sample that is read
    column_pair *columns;
    int16_t *rows;                 // ROWS filtered rows of `width`
};

static void *aligned(size_t bytes) {
    void *memory = NULL;
    return posix_memalign(&memory, 64, (bytes + 63) / 64 * 64) == 0 ? memory : NULL;
}

cpixels_resampler *cpixels_resampler_create(int width) {
    cpixels_resampler *r = aligned(sizeof *r);
    if (!r) return NULL;
    memset(r, 0, sizeof *r);
    r->width = (width + 31) / 32 * 32;
    const size_t blocks = (size_t)r->width / BLOCK;
    r->base = aligned(blocks * sizeof *r->base);
    r->columns = aligned(blocks / 2 * sizeof *r->columns);
    r->rows = aligned((size_t)r->width * ROWS * sizeof *r->rows);
    if (!r->base || !r->columns || !r->rows) {
        cpixels_resampler_free(r);
        return NULL;
    }
    return r;
}

void cpixels_resampler_free(cpixels_resampler *r) {
    free(r->base);
    free(r->columns);
    free(r->rows);
    free(r);
}

/// A sinc cut off where the output can no longer carry it, under Lanczos' window of three source samples a side.
static double kernel(double x, double step) {
    // A little beyond the output's own limit, so that all positions between two samples are equally sharp.
    const double stretch = step > 1 ? 1 + (step - 1) * 1.5 : 1;
    if (fabs(x) >= 3) return 0;
    if (fabs(x) < 1e-9) return 1;
    const double a = M_PI * x / stretch, b = M_PI * x / 3;
    return sin(a) / a * sin(b) / b;
}

/// Rounds weights so that they add up to `total` exactly: flat areas stay flat to the last bit.
static void quantise(const double *weights, int *result, int total, int largest) {
    double rest[TAPS];
    int sum = 0;
    for (int i = 0; i < TAPS; i++) {
        const double scaled = weights[i] * total;
        result[i] = (int)floor(scaled);
        rest[i] = scaled - result[i];
        sum += result[i];
    }
    while (sum < total) {
        int best = 0;
        for (int i = 1; i < TAPS; i++)
            if (rest[i] > rest[best]) best = i;
        result[best] += 1;
        rest[best] = -1;
        sum += 1;
    }
    for (int i = 0; i < TAPS; i++) {
        if (result[i] <= largest) continue;
        const int neighbour = i == 2 ? 3 : 2;
        result[neighbour] += result[i] - largest;
        result[i] = largest;
    }
}

static void make_kernel(cpixels_resampler *r, double step) {
    if (r->kernel_step == step) return;
    for (int phase = 0; phase < PHASES; phase++) {
        double weights[TAPS], sum = 0;
        for (int i = 0; i < TAPS; i++) sum += weights[i] = kernel(i - 2 - phase / (double)PHASES, step);
        for (int i = 0; i < TAPS; i++) weights[i] /= sum;
        int whole[TAPS];
        quantise(weights, whole, 128, 127);
        for (int i = 0; i < TAPS; i++) r->across[phase][i] = (int8_t)whole[i];
        quantise(weights, whole, 1 << 14, 1 << 14);
        for (int i = 0; i < TAPS; i++) r->down[phase][i] = (int16_t)whole[i];
    }
    r->kernel_step = step;
}

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

/// A position in steps of a phase: the sample to its left (or above) times PHASES, plus the phase.
static int64_t position(double origin, double step, int index) {
    return (int64_t)floor((origin + step * index) * PHASES + 0.5);
}

static void make_columns(cpixels_resampler *r, int width, int source_width, double x0, double step) {
    const int outputs = (width + 31) / 32 * 32;
    for (int block = 0; block < outputs / BLOCK; block++) {
        column_pair *columns = &r->columns[block / 2];
        const int half = block % 2 * GATHER;
        int base = 0;
        for (int i = 0; i < BLOCK; i++) {
            const int x = block * BLOCK + i;
            const int64_t at = position(x0, step, x < width ? x : width - 1);
            const int left = (int)(at >> 8), phase = (int)(at & (PHASES - 1));
            if (i == 0) base = r->base[block] = clamp(left - 2, 0, source_width - 1);
            for (int tap = 0; tap < TAPS; tap++) {
                const int source = clamp(left - 2 + pair_order[tap], 0, source_width - 1);
                columns->shuffle[tap / 2][half + 2 * i + tap % 2] = (uint8_t)clamp(source - base, 0, GATHER - 1);
                columns->weight[tap / 2][half + 2 * i + tap % 2] = r->across[phase][pair_order[tap]];
            }
        }
    }
}

static int16_t saturate(int value) { return (int16_t)clamp(value, INT16_MIN, INT16_MAX); }

static void filter_row(const cpixels_resampler *r, int16_t *row, const uint8_t *source, int width) {
    for (int block = 0; block * BLOCK < width; block++) {
        const column_pair *columns = &r->columns[block / 2];
        const int half = block % 2 * GATHER;
        const uint8_t *from = source + r->base[block];
        for (int i = 0; i < BLOCK; i++) {
            int16_t pairs[3];
            for (int p = 0; p < 3; p++) {
                const uint8_t *shuffle = columns->shuffle[p] + half + 2 * i;
                const int8_t *weight = columns->weight[p] + half + 2 * i;
                pairs[p] = saturate(from[shuffle[0]] * weight[0] + from[shuffle[1]] * weight[1]);
            }
            row[block * BLOCK + i] = saturate(saturate(pairs[0] + pairs[1]) + pairs[2]);
        }
    }
}

static void filter_column(uint8_t *out, const int16_t *const rows[TAPS], const int16_t weight[TAPS],
                          const int32_t dither[8], int width) {
    for (int x = 0; x < width; x++) {
        int32_t sum = dither[x & 7];
        for (int i = 0; i < TAPS; i++) sum += rows[i][x] * weight[i];
        out[x] = (uint8_t)clamp(sum >> 21, 0, 255);
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2")))
static void filter_row_avx2(const cpixels_resampler *r, int16_t *row, const uint8_t *source, int width) {
    for (int block = 0; block * BLOCK < width; block += 2) {
        const column_pair *columns = &r->columns[block / 2];
        const __m256i from = _mm256_inserti128_si256(
            _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(source + r->base[block]))),
            _mm_loadu_si128((const __m128i *)(source + r->base[block + 1])), 1);
        __m256i pairs[3];
        for (int p = 0; p < 3; p++) {
            const __m256i shuffle = _mm256_load_si256((const __m256i *)columns->shuffle[p]);
            const __m256i weight = _mm256_load_si256((const __m256i *)columns->weight[p]);
            pairs[p] = _mm256_maddubs_epi16(_mm256_shuffle_epi8(from, shuffle), weight);
        }
        const __m256i sum = _mm256_adds_epi16(_mm256_adds_epi16(pairs[0], pairs[1]), pairs[2]);
        _mm256_store_si256((__m256i *)(row + block * BLOCK), sum);
    }
}

__attribute__((target("avx2")))
static void filter_column_avx2(uint8_t *out, const int16_t *const rows[TAPS], const int16_t weight[TAPS],
                               const int32_t dither[8], int width) {
    __m256i weights[3];
    for (int p = 0; p < 3; p++)
        weights[p] = _mm256_set1_epi32((int32_t)((uint16_t)weight[2 * p] | (uint32_t)weight[2 * p + 1] << 16));
    // Unpacking works within 128-bit halves, so each vector holds the same four dither values twice.
    const __m256i dither_low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)dither));
    const __m256i dither_high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(dither + 4)));
    for (int x = 0; x < width; x += 32) {
        __m256i words[2];
        for (int half = 0; half < 2; half++) {
            const int at = x + 16 * half;
            __m256i low = dither_low, high = dither_high;
            for (int p = 0; p < 3; p++) {
                const __m256i a = _mm256_load_si256((const __m256i *)(rows[2 * p] + at));
                const __m256i b = _mm256_load_si256((const __m256i *)(rows[2 * p + 1] + at));
                low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_unpacklo_epi16(a, b), weights[p]));
                high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_unpackhi_epi16(a, b), weights[p]));
            }
            words[half] = _mm256_packs_epi32(_mm256_srai_epi32(low, 21), _mm256_srai_epi32(high, 21));
        }
        const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words[0], words[1]), 0xd8);
        _mm256_storeu_si256((__m256i *)(out + x), bytes);
    }
}
#endif

void cpixels_resample(cpixels_resampler *r, uint8_t *destination, ptrdiff_t destination_stride, int width,
                      int height, const uint8_t *source, ptrdiff_t source_stride, int source_width,
                      int source_height, double x0, double y0, double step, int portable) {
    make_kernel(r, step);
    make_columns(r, width, source_width, x0, step);
#if defined(__x86_64__)
    const int fast = !portable && __builtin_cpu_supports("avx2");
#else
    (void)portable;
#endif
    int next = 0;
    for (int y = 0; y < height; y++) {
        const int64_t at = position(y0, step, y);
        const int top = (int)(at >> 8) - 2;
        const int first = clamp(top, 0, source_height - 1), last = clamp(top + TAPS - 1, 0, source_height - 1);
        for (next = next < first ? first : next; next <= last; next++) {
            int16_t *row = r->rows + (ptrdiff_t)(next % ROWS) * r->width;
#if defined(__x86_64__)
            if (fast) {
                filter_row_avx2(r, row, source + next * source_stride, width);
                continue;
            }
#endif
            filter_row(r, row, source + next * source_stride, width);
        }
        const int16_t *rows[TAPS];
        for (int i = 0; i < TAPS; i++)
            rows[i] = r->rows + (ptrdiff_t)(clamp(top + i, 0, source_height - 1) % ROWS) * r->width;
        const int16_t *weight = r->down[at & (PHASES - 1)];
        int32_t dither[8];
        for (int i = 0; i < 8; i++) dither[i] = cpixels_dither[y & 7][i] << (21 - 7);
#if defined(__x86_64__)
        if (fast) {
            filter_column_avx2(destination + y * destination_stride, rows, weight, dither, width);
            continue;
        }
#endif
        filter_column(destination + y * destination_stride, rows, weight, dither, width);
    }
}
