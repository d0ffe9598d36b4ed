// System calls that Swift cannot make as they are.
#ifndef CPLATFORM_H
#define CPLATFORM_H
#endif
