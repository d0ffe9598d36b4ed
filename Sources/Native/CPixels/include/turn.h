// Rotation and mirroring by quarters.
#ifndef CPIXELS_TURN_H
#define CPIXELS_TURN_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Copies a plane that is walked through in any order: `across` and `down` are the steps in the source for one
/// sample to the right and one row down in the destination.
void cpixels_turn(uint8_t *destination, ptrdiff_t destination_stride, int width, int height, const uint8_t *source,
                  ptrdiff_t across, ptrdiff_t down);

#pragma clang assume_nonnull end
#endif
