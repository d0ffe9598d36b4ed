// zlib's decompressor, with a function where the header has a macro that Swift cannot call.
#ifndef VITASCOPE_CZLIB_H
#define VITASCOPE_CZLIB_H
#include <zlib.h>
static inline int czlib_begin_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
#endif
