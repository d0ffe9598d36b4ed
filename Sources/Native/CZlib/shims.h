// zlib's gzip forms, with functions where the header has macros that Swift cannot call.
#ifndef VITASCOPE_CZLIB_H
#define VITASCOPE_CZLIB_H
#include <zlib.h>
static inline int czlib_begin_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
static inline int czlib_begin_compressing(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}
#endif
