#ifndef CLOUDNESS_SHIMS_H
#define CLOUDNESS_SHIMS_H
#include <ebur128.h>
#endif
