// The façade over ONNX Runtime's C API that Swift sees: loaded at run time, so that the program starts without it.
#ifndef CONNXRUNTIME_H
#define CONNXRUNTIME_H

#include <stddef.h>
#include <stdint.h>

// The library once loaded; it lives as long as the process.
typedef struct connx_library connx_library;
// One loaded model.
typedef struct connx_session connx_session;
// One tensor, given by the runtime; free with connx_value_free.
typedef struct connx_value connx_value;

// Element types that cross the façade.
enum { CONNX_FLOAT = 1, CONNX_INT64 = 2, CONNX_OTHER = 0 };

// A tensor given to the runtime: borrowed memory.
typedef struct {
    const char *name;
    int type;
    const void *data;
    size_t count;
    const int64_t *shape;
    size_t rank;
} connx_input;

// Opens the shared library at `path`. On failure returns NULL and writes one line into `message`.
connx_library *connx_open(const char *path, char *message, size_t capacity);

// Loads a model from memory; the bytes may go once this returns. NULL and a message on failure.
connx_session *connx_session_create(
    connx_library *library, const void *bytes, size_t length, int threads, char *message, size_t capacity);
void connx_session_free(connx_session *session);

// Runs a model. Returns 0 and fills `outputs` (each to be freed), or nonzero and a message.
int connx_run(
    connx_session *session, const connx_input *inputs, size_t input_count, const char *const *output_names,
    size_t output_count, connx_value **outputs, char *message, size_t capacity);

// The tensor's memory, element type, element count and shape (at most `rank_capacity` axes are written).
// Returns 0, or nonzero and a message.
int connx_value_view(
    connx_value *value, int *type, const void **data, size_t *count, int64_t *shape, size_t rank_capacity,
    size_t *rank, char *message, size_t capacity);
void connx_value_free(connx_value *value);

#endif
