// The studio's files (Web/), compiled into the program so that one binary is all there is.
#ifndef CSTUDIO_H
#define CSTUDIO_H

#include <stddef.h>

// One file: its path below Web/, its bytes.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t length;
} cstudio_file;

// How many files there are.
size_t cstudio_count(void);

// A file by its place, from 0 up to the count; what it points to lives as long as the program.
cstudio_file cstudio_at(size_t place);

#endif
