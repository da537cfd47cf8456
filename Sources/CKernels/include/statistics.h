/// Summary of many floats, for the tables a learner reads.
#ifndef DESCENT_STATISTICS_H
#define DESCENT_STATISTICS_H

#include <stdbool.h>

/// Sums in double, of at most sixteen terms added as floats. Numbers that are NaN or infinite are counted in `notFinite` and left out of everything else.
typedef struct ck_summary {
  long count;  // finite ones
  long notFinite;
  long zeros;
  double mean;
  double squaredDeviations;  // Σ(x − mean)²
  double sumAbsolute;
  double sumSquares;
  float minimum;
  float maximum;
} ck_summary;

/// Adds `count` more numbers to a summary that began as all zeros.
void ck_summarize(long count, const float *numbers, ck_summary *summary);

/// Makes of two summaries the one of all their numbers.
void ck_join_summaries(ck_summary *into, const ck_summary *more);

bool ck_all_finite(long count, const float *numbers);

/// Σ x²
double ck_sum_squares(long count, const float *numbers);

#endif
