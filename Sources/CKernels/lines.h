// Lines of the cache that another core has read since this one wrote them.
#ifndef DESCENT_LINES_H
#define DESCENT_LINES_H

enum { FLOATS_IN_LINE = 16 };

// Makes the line in which this number lies this core's own, which takes long where another core has it, too. It is a store,
// which does so for certain and aside; asking by a prefetch was no help between the cores of Zen 4.
static inline __attribute__((always_inline)) void take_line(float *number) {
  *(volatile float *)number = *(volatile float *)number;
}

#endif
