#ifndef CLIBASS_SHIMS_H
#define CLIBASS_SHIMS_H
#include <ass/ass.h>
#endif
