// What probing a file needs and Swift cannot call the same way in every FFmpeg version.
#ifndef CLIBAV_PROBE_H
#define CLIBAV_PROBE_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>

// The stream's display matrix, or NULL. It moved from the stream to its codec parameters in FFmpeg 6.1.
static inline const int32_t *clibav_display_matrix(const AVStream *stream) {
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 31, 102)
    const AVPacketSideData *side = av_packet_side_data_get(
        stream->codecpar->coded_side_data, stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return side && side->size >= 9 * sizeof(int32_t) ? (const int32_t *)side->data : NULL;
#else
    size_t size = 0;
    const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    return data && size >= 9 * sizeof(int32_t) ? (const int32_t *)data : NULL;
#endif
}

// One past the last byte of the file that the stream's index speaks of; 0 without an index.
static inline int64_t clibav_index_end(AVStream *stream) {
    int count = avformat_index_get_entries_count(stream);
    int64_t end = 0;
    // Samples need not lie in the file in the order of their times.
    for (int i = 0; i < count; i++) {
        const AVIndexEntry *entry = avformat_index_get_entry(stream, i);
        if (entry && entry->pos + entry->size > end) end = entry->pos + entry->size;
    }
    return end;
}

static inline int clibav_attached_picture(void) { return AV_DISPOSITION_ATTACHED_PIC; }
static inline int clibav_seek_backward(void) { return AVSEEK_FLAG_BACKWARD; }

#endif
