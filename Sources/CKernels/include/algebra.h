/// Products of row-major matrices and the sums that go with them. Everything runs in the calling thread.
#ifndef DESCENT_ALGEBRA_H
#define DESCENT_ALGEBRA_H

#include <stdbool.h>

/// C = op(A)·op(B), plus the bias [columns] in every row unless it is NULL; C is [rows, columns] with `inner` the length
/// summed over, and op transposes if asked. The leading dimensions are those of the stored matrices, all row-major.
/// A bias goes with a B that is not transposed; so does `goesOn`, which adds to what C holds, instead of a bias.
/// `upcoming`, with the layout of C, or NULL: numbers that this thread alone uses and will write next. They may be written
/// as they are, so that their lines of the cache arrive while the product is made.
typedef struct ck_product {
  bool transposeA, transposeB;
  long rows, columns, inner;
  const float *a;
  long leadingA;
  const float *b;
  long leadingB;
  const float *bias;
  float *c;
  long leadingC;
  bool goesOn;
  float *upcoming;
} ck_product;

/// By tiles of our own for one kind of processor, or by oneDNN.
typedef enum ck_multiplier { CK_LIBRARY, CK_TILES_256, CK_TILES_512 } ck_multiplier;

bool ck_has_multiplier(ck_multiplier by);

/// Returns false if the library refused. What does not suit the tiles is the library's.
bool ck_multiply_by(ck_multiplier by, ck_product product);

/// By what this processor does best. Rows of C come out the same however many of them one product makes, as long as the
/// size suits the tiles.
bool ck_multiply(ck_product product);

/// to[c, r] = from[r, c], from [rows, columns]
void ck_transpose(long rows, long columns, const float *from, float *to);

/// The same for parts of larger matrices, whose leading dimensions are given; nothing else is read or written.
void ck_transpose_part(long rows, long columns, const float *from, long leadingFrom, float *to, long leadingTo);

/// matrix[r, c] += bias[c]
void ck_add_bias(long rows, long columns, const float *bias, float *matrix);

/// sums[c] = Σᵣ matrix[r, c]
void ck_column_sums(long rows, long columns, const float *matrix, float *sums);

/// Row r of `to` [rows, width] becomes row order[r] of `from`, or row r where `order` is NULL.
void ck_gather(long rows, long width, const long *order, const float *from, float *to);

/// Makes the lines of the cache in which these numbers lie this core's own, and leaves the numbers as they are. Nobody else
/// may write there meanwhile.
void ck_take(long count, float *numbers);

/// target[i] += term[i]
void ck_add(long count, const float *term, float *target);

#endif
