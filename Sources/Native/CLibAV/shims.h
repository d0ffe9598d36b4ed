// The FFmpeg headers, and as functions what Swift cannot see: computed macros and variadic calls.
#ifndef CLIBAV_SHIMS_H
#define CLIBAV_SHIMS_H

#include <errno.h>
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>

static inline int clibav_error_again(void) { return AVERROR(EAGAIN); }
static inline int clibav_error_eof(void) { return AVERROR_EOF; }
static inline int clibav_error_exit(void) { return AVERROR_EXIT; }
static inline int clibav_error_io(void) { return AVERROR(EIO); }
static inline int clibav_error_no_space(void) { return AVERROR(ENOSPC); }
static inline int clibav_error_no_memory(void) { return AVERROR(ENOMEM); }
static inline int64_t clibav_no_pts(void) { return AV_NOPTS_VALUE; }

// Encoding and muxing.
static inline int clibav_error_bug(void) { return AVERROR_BUG; }
static inline int clibav_error_invalid_data(void) { return AVERROR_INVALIDDATA; }
static inline int clibav_error_no_encoder(void) { return AVERROR_ENCODER_NOT_FOUND; }
static inline int clibav_error_no_stream(void) { return AVERROR_STREAM_NOT_FOUND; }
static inline int clibav_flag_global_header(void) { return AV_CODEC_FLAG_GLOBAL_HEADER; }
// An integer here, an enumeration in later versions.
static inline int clibav_scaling_flags(void) { return SWS_BICUBIC | SWS_ACCURATE_RND; }
static inline int clibav_flag_fixed_quality(void) { return AV_CODEC_FLAG_QSCALE; }
static inline int clibav_flag_bit_exact(void) { return AV_CODEC_FLAG_BITEXACT; }
static inline int clibav_flag_closed_gop(void) { return (int)AV_CODEC_FLAG_CLOSED_GOP; }
// To interleaved samples; the library's own parameters changed their constness between FFmpeg 5 and 7.
static inline int clibav_resample(struct SwrContext *context, void *out, int capacity, const AVFrame *frame) {
    uint8_t *planes[1] = {(uint8_t *)out};
    return swr_convert(context, planes, capacity, frame ? (const uint8_t **)frame->extended_data : NULL,
                       frame ? frame->nb_samples : 0);
}

#endif
