/// Counts what the calling thread takes from the heap.
#ifndef ALLOCATION_COUNT_H
#define ALLOCATION_COUNT_H

#include <stdbool.h>

/// Whether this system lets us look.
bool ac_can_count(void);
/// Starts counting in this thread, from zero.
void ac_start(void);
/// Ends it. Blocks taken since the start, without those that the matrix library took inside its own functions.
long ac_stop(void);

#endif
