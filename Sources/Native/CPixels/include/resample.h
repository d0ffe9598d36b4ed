// Sub-pixel resampling of one plane for slow zooms and pans, fast enough for every frame of a film.
#ifndef CPIXELS_RESAMPLE_H
#define CPIXELS_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Work memory of a resampler, kept between frames: filter tables and six filtered rows.
typedef struct cpixels_resampler cpixels_resampler;

/// The largest step of `cpixels_resample`: eight outputs' taps must lie in sixteen source samples.
#define CPIXELS_LARGEST_STEP 1.28

/// Makes work memory for outputs up to `width` samples wide; null when memory runs out.
cpixels_resampler *_Nullable cpixels_resampler_create(int width);

/// Frees work memory.
void cpixels_resampler_free(cpixels_resampler *resampler);

/// Draws a plane from a source plane: output (x, y) shows source (x0 + x * step, y0 + y * step), sample centres at
/// whole numbers, edges repeated.
///
/// The filter is a six-tap windowed sinc whose cut-off follows the step, in both directions; the result is rounded
/// once, with ordered dither, and is exact where limited-range samples are flat.
/// Both the portable path and the AVX2 one give these very bytes.
/// Source rows must be readable 16 bytes past their width, destination rows writable up to a multiple of 32.
/// `step` is above 0 and at most CPIXELS_LARGEST_STEP; `width` at most what the resampler was made for.
/// `portable` other than 0 keeps to the portable path.
void cpixels_resample(cpixels_resampler *resampler, uint8_t *destination, ptrdiff_t destination_stride, int width,
                      int height, const uint8_t *source, ptrdiff_t source_stride, int source_width,
                      int source_height, double x0, double y0, double step, int portable);

#pragma clang assume_nonnull end
#endif
