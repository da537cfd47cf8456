/// Products of row-major matrices and the sums that go with them. Everything runs in the calling thread.
#ifndef DESCENT_ALGEBRA_H
#define DESCENT_ALGEBRA_H

#include <stdbool.h>

/// C = op(A)·op(B) with C [rows, columns] and `inner` the length summed over; op transposes if asked.
/// The leading dimensions are those of the stored matrices. Returns false if the library refused.
bool ck_multiply(
    bool transposeA, bool transposeB, long rows, long columns, long inner, const float *a, long leadingA,
    const float *b, long leadingB, float *c, long leadingC);

/// matrix[r, c] += bias[c]
void ck_add_bias(long rows, long columns, const float *bias, float *matrix);

/// sums[c] = Σᵣ matrix[r, c]
void ck_column_sums(long rows, long columns, const float *matrix, float *sums);

/// target[i] += term[i]
void ck_add(long count, const float *term, float *target);

#endif
