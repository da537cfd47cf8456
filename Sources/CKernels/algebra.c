#include "algebra.h"

#include "lines.h"
#include "wide.h"

CK_CLONES void ck_add_bias(long rows, long columns, const float *restrict bias, float *restrict matrix) {
  for (long r = 0; r < rows; r++) {
    float *restrict row = matrix + r * columns;
    for (long c = 0; c < columns; c++) row[c] += bias[c];
  }
}

CK_CLONES void ck_column_sums(long rows, long columns, const float *restrict matrix, float *restrict sums) {
  long c = 0;
  // A strip of columns stays in registers while all rows pass.
  for (; c + 64 <= columns; c += 64) {
    ck_float16 strip[4] = {0};
    for (long r = 0; r < rows; r++) {
      const ck_float16 *row = (const ck_float16 *)(matrix + r * columns + c);
      for (int i = 0; i < 4; i++) strip[i] += row[i];
    }
    for (int i = 0; i < 4; i++) *(ck_float16 *)(sums + c + 16 * i) = strip[i];
  }
  for (; c + 16 <= columns; c += 16) {
    ck_float16 strip = {0};
    for (long r = 0; r < rows; r++) strip += *(const ck_float16 *)(matrix + r * columns + c);
    *(ck_float16 *)(sums + c) = strip;
  }
  if (c == columns) return;
  // As wide as before, as long as what is behind the row is the next one's.
  long wide = (rows * columns - c) >= 16 ? (rows * columns - c - 16) / columns + 1 : 0;
  ck_float16 strip = {0};
  for (long r = 0; r < wide; r++) strip += *(const ck_float16 *)(matrix + r * columns + c);
  for (long i = 0; i < columns - c; i++) {
    float sum = strip[i];
    for (long r = wide; r < rows; r++) sum += matrix[r * columns + c + i];
    sums[c + i] = sum;
  }
}

void ck_take(long count, float *numbers) {
  for (long i = 0; i < count; i += FLOATS_IN_LINE) take_line(numbers + i);
  if (count > 0) take_line(numbers + count - 1);
}

CK_CLONES void ck_add(long count, const float *restrict term, float *restrict target) {
  for (long i = 0; i < count; i++) target[i] += term[i];
}

CK_CLONES void ck_gather(long rows, long width, const long *order, const float *from, float *restrict to) {
  long whole = width / 16 * 16;
  for (long r = 0; r < rows; r++, to += width) {
    const float *row = from + (order ? order[r] : r) * width;
    // The rows lie anywhere, so only we know which comes next.
    const float *next = r + 1 < rows ? from + (order ? order[r + 1] : r + 1) * width : row;
    for (long i = 0; i < whole; i += 16) {
      __builtin_prefetch(next + i);
      *(ck_float16 *)(to + i) = *(const ck_float16 *)(row + i);
    }
    for (long i = whole; i < width; i++) to[i] = row[i];
  }
}
