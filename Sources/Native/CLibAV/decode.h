// What decoding needs of FFmpeg that Swift cannot see, or that differs between versions.
#ifndef CLIBAV_DECODE_H
#define CLIBAV_DECODE_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/pixdesc.h>
#include <libavutil/version.h>

/// A stream's display matrix, nine 16.16 numbers, or null.
static inline const int32_t *_Nullable clibav_decode_stream_matrix(const AVStream *_Nonnull stream) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
    const AVPacketSideData *data = av_packet_side_data_get(
        stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return data && data->size >= 36 ? (const int32_t *)data->data : NULL;
#else
    size_t size = 0;
    const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    return data && size >= 36 ? (const int32_t *)data : NULL;
#endif
}

/// Whether a decoded frame is interlaced.
static inline int clibav_decode_is_interlaced(const AVFrame *_Nonnull frame) {
#ifdef AV_FRAME_FLAG_INTERLACED
    return (frame->flags & AV_FRAME_FLAG_INTERLACED) != 0;
#else
    return frame->interlaced_frame;
#endif
}

static inline int clibav_decode_has_alpha(enum AVPixelFormat format) {
    const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(format);
    return d && (d->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
}

static inline int clibav_decode_has_palette(enum AVPixelFormat format) {
    const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(format);
    return d && (d->flags & AV_PIX_FMT_FLAG_PAL) != 0;
}

static inline int clibav_decode_is_rgb(enum AVPixelFormat format) {
    const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(format);
    return d && (d->flags & AV_PIX_FMT_FLAG_RGB) != 0;
}

static inline int clibav_decode_is_grey(enum AVPixelFormat format) {
    const AVPixFmtDescriptor *d = av_pix_fmt_desc_get(format);
    return d && d->nb_components <= 2 && !(d->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL));
}

static inline int clibav_decode_is_attached_picture(const AVStream *_Nonnull stream) {
    return (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
}

#endif
