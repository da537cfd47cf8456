// Views of floats that loops over many numbers need.
#ifndef DESCENT_WIDE_H
#define DESCENT_WIDE_H

#include "multiversion.h"

#include <stdint.h>

// Sixteen lanes in every version of a loop, so that a sum adds in the same order on every processor. Used inside
// functions only: they never cross a call, whose convention would depend on the version.
typedef float ck_float16 __attribute__((vector_size(64), aligned(4), may_alias));

// The bits of a float, looked at as a number.
typedef uint32_t ck_word __attribute__((may_alias));

#endif
