// Matrix products in tiles, for one width of vector. Included by multiply.c once for each kind of processor, with these
// defined: LANES, floats in a vector; ROWS, rows of the largest tile; HALVES, whether half a vector can be cheaper than a
// whole one; ON, the attribute of functions for that processor; NAME(x), the name of a function for it; and load_some and
// store_some, which touch only the first `count` lanes, and the same for half a vector.
//
// A tile of the result stays in registers while the sum runs: ROWS·3 vectors, and beside them 3 of b and 1 of a, are all
// registers there are. Every number of it is one chain of multiply-and-adds from the first term to the last, so it does
// not depend on the tile in which it lies.

typedef float NAME(vector) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
#define VECTOR NAME(vector)
typedef float NAME(half) __attribute__((vector_size(2 * LANES), aligned(4), may_alias));
#define HALF NAME(half)

// a, whose element (r, p) is a[r·rowStep + p·innerStep], and b and c, row-major. `bias` may be NULL.
typedef struct {
  long inner;
  const float *a;
  long rowStep, innerStep;
  const float *b;
  long leadingB;
  const float *bias;
  float *c;
  long leadingC;
  int goesOn;  // from what c holds, instead of the bias
  float *upcoming;
  const float *ahead;  // the panel of b that comes next, and may not be in the caches yet; or NULL
} NAME(operands);

#define INLINE static inline __attribute__((always_inline)) ON

// R rows by V vectors, the last vector with `last` lanes; if it is `narrow`, they are at most half of it. R, V, `narrow` and
// `transposed` are known when this is compiled.
INLINE void NAME(tile)(const NAME(operands) * o, int R, int V, long last, int narrow, int transposed) {
  VECTOR sum[ROWS][3];
  HALF rest[ROWS];
  int wide = narrow ? V - 1 : V;
  const float *start = o->goesOn ? o->c : o->bias;
  for (int r = 0; r < R; r++) {
    for (int v = 0; v < wide; v++) {
      if (!start) {
        sum[r][v] = (VECTOR){0};
      } else if (v < V - 1 || last == LANES) {
        sum[r][v] = *(const VECTOR *)(start + v * LANES);
      } else {
        sum[r][v] = NAME(load_some)(start + v * LANES, last);
      }
    }
    if (narrow) rest[r] = start ? NAME(load_some_half)(start + wide * LANES, last) : (HALF){0};
    if (o->goesOn) start += o->leadingC;
  }
  for (int r = 0; o->upcoming && r < R; r++) {
    for (int v = 0; v < V; v++) take_line(o->upcoming + r * o->leadingC + v * LANES);
  }
  const float *a = o->a, *b = o->b;
  long rowStep = transposed ? 1 : o->rowStep, innerStep = transposed ? o->innerStep : 1;
  const float *a3 = a + 3 * rowStep, *a6 = a + 6 * rowStep;
  const float *ahead = o->ahead;
  for (long p = 0; p < o->inner; p++) {
    VECTOR row[3];
    if (ahead && p % TILES_AHEAD == 0) {
      for (int v = 0; v < 3; v++) __builtin_prefetch(ahead + v * LANES);
      ahead += TILES_AHEAD * o->leadingB;
    }
    HALF rowsRest = {0};
    for (int v = 0; v < wide; v++) {
      if (v < V - 1 || last == LANES) {
        row[v] = *(const VECTOR *)(b + v * LANES);
      } else {
        row[v] = NAME(load_some)(b + v * LANES, last);
      }
    }
    if (narrow) rowsRest = NAME(load_some_half)(b + wide * LANES, last);
    for (int r = 0; r < R; r++) {
      float factor = r < 3 ? a[r * rowStep] : r < 6 ? a3[(r - 3) * rowStep] : a6[(r - 6) * rowStep];
      for (int v = 0; v < wide; v++) sum[r][v] += factor * row[v];
      if (narrow) rest[r] += factor * rowsRest;
    }
    a += innerStep, a3 += innerStep, a6 += innerStep, b += o->leadingB;
  }
  float *c = o->c;
  for (int r = 0; r < R; r++, c += o->leadingC) {
    for (int v = 0; v < wide; v++) {
      if (v < V - 1 || last == LANES) {
        *(VECTOR *)(c + v * LANES) = sum[r][v];
      } else {
        NAME(store_some)(c + v * LANES, last, sum[r][v]);
      }
    }
    if (narrow) NAME(store_some_half)(c + wide * LANES, last, rest[r]);
  }
}

// All rows of one panel of V vectors. Where there are many, the first tiles fetch the next panel from far away on the side,
// each its share of the lines.
INLINE void NAME(panel)(const NAME(operands) * whole, long rows, int V, long last, int narrow, int transposed) {
  NAME(operands) o = *whole;
  long rowStep = transposed ? 1 : o.rowStep;
  if (rows < TILES_AHEAD * ROWS) o.ahead = NULL;
  int turn = 0;
  for (; rows >= ROWS; rows -= ROWS, o.a += ROWS * rowStep, o.c += ROWS * o.leadingC) {
    NAME(tile)(&o, ROWS, V, last, narrow, transposed);
    if (o.upcoming) o.upcoming += ROWS * o.leadingC;
    if (o.ahead) o.ahead = ++turn < TILES_AHEAD ? o.ahead + o.leadingB : NULL;
  }
  switch (rows) {
#if ROWS > 4
  case 7: NAME(tile)(&o, 7, V, last, narrow, transposed); break;
  case 6: NAME(tile)(&o, 6, V, last, narrow, transposed); break;
  case 5: NAME(tile)(&o, 5, V, last, narrow, transposed); break;
  case 4: NAME(tile)(&o, 4, V, last, narrow, transposed); break;
#endif
  case 3: NAME(tile)(&o, 3, V, last, narrow, transposed); break;
  case 2: NAME(tile)(&o, 2, V, last, narrow, transposed); break;
  case 1: NAME(tile)(&o, 1, V, last, narrow, transposed); break;
  }
}

#define PANEL(V, transposed)                                                                  \
  static ON __attribute__((noinline)) void NAME(panel##V##transposed)(                        \
      const NAME(operands) * o, long rows, long last) {                                       \
    if (last == LANES) {                                                                      \
      NAME(panel)(o, rows, V, LANES, 0, transposed);                                          \
    } else if (HALVES && last <= LANES / 2) {                                                 \
      NAME(panel)(o, rows, V, last, 1, transposed);                                           \
    } else {                                                                                  \
      NAME(panel)(o, rows, V, last, 0, transposed);                                           \
    }                                                                                         \
  }
PANEL(1, 0)
PANEL(2, 0)
PANEL(3, 0)
PANEL(1, 1)
PANEL(2, 1)
PANEL(3, 1)
#undef PANEL

// c = a·b + bias, panel by panel of up to three vectors.
static ON void NAME(short_product)(NAME(operands) o, long rows, long columns, int transposed) {
  long vectors = (columns + LANES - 1) / LANES;
  long last = columns - (vectors - 1) * LANES;
  while (vectors > 0) {
    // Not 3 and then 1: two panels of 2 read less.
    long V = vectors == 4 || vectors == 2 ? 2 : vectors == 1 ? 1 : 3;
    long lanes = vectors == V ? last : LANES;
    o.ahead = vectors > V ? o.b + V * LANES : NULL;
    switch (V) {
    case 1: (transposed ? NAME(panel11) : NAME(panel10))(&o, rows, lanes); break;
    case 2: (transposed ? NAME(panel21) : NAME(panel20))(&o, rows, lanes); break;
    default: (transposed ? NAME(panel31) : NAME(panel30))(&o, rows, lanes); break;
    }
    vectors -= V;
    o.b += V * LANES;
    o.c += V * LANES;
    if (o.bias) o.bias += V * LANES;
    if (o.upcoming) o.upcoming += V * LANES;
  }
}

// The same for sums of any length. Where several panels read the same lines of b, they do so while those are in the
// second cache: a part of the sum at a time, each going on from what c holds.
static ON void NAME(product)(NAME(operands) o, long rows, long columns, int transposed) {
  enum { AT_ONCE = 512 };
  long inner = o.inner;
  if (inner <= 2 * AT_ONCE || columns <= 3 * LANES) {
    NAME(short_product)(o, rows, columns, transposed);
    return;
  }
  for (long start = 0; start < inner; start += AT_ONCE) {
    o.inner = inner - start < AT_ONCE ? inner - start : AT_ONCE;
    NAME(short_product)(o, rows, columns, transposed);
    o.goesOn = 1;
    o.upcoming = NULL;
    o.a += AT_ONCE * o.innerStep;
    o.b += AT_ONCE * o.leadingB;
  }
}

// ---- Transposition, one square of LANES × LANES at a time ----

#define PICK __builtin_shufflevector
#if LANES == 16
#define PAIRS_LOW(a, b) PICK(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define PAIRS_HIGH(a, b) PICK(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define FOURS_LOW(a, b) PICK(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define FOURS_HIGH(a, b) PICK(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define EVEN_FOURS(a, b) PICK(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define ODD_FOURS(a, b) PICK(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)
#else
#define PAIRS_LOW(a, b) PICK(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define PAIRS_HIGH(a, b) PICK(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define FOURS_LOW(a, b) PICK(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define FOURS_HIGH(a, b) PICK(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define EVEN_FOURS(a, b) PICK(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define ODD_FOURS(a, b) PICK(a, b, 4, 5, 6, 7, 12, 13, 14, 15)
#endif

// to[c][r] = from[r][c]; rows and columns at most LANES. Rows that are missing count as zeros, and `wide` writes them.
INLINE void NAME(square)(
    const float *from, long leadingFrom, long rows, long columns, float *to, long leadingTo, int wide) {
  VECTOR x[LANES], y[LANES];
  for (int r = 0; r < LANES; r++) {
    VECTOR zero = {0};
    x[r] = r >= rows          ? zero
        : columns == LANES ? *(const VECTOR *)(from + r * leadingFrom)
                           : NAME(load_some)(from + r * leadingFrom, columns);
  }
  for (int i = 0; i < LANES; i += 2) {
    y[i] = PAIRS_LOW(x[i], x[i + 1]);
    y[i + 1] = PAIRS_HIGH(x[i], x[i + 1]);
  }
  // Then x[4q + c], four by four lanes, has columns c, 4 + c, … of rows 4q … 4q + 3.
  for (int i = 0; i < LANES; i += 4) {
    x[i] = FOURS_LOW(y[i], y[i + 2]);
    x[i + 1] = FOURS_HIGH(y[i], y[i + 2]);
    x[i + 2] = FOURS_LOW(y[i + 1], y[i + 3]);
    x[i + 3] = FOURS_HIGH(y[i + 1], y[i + 3]);
  }
  for (int c = 0; c < 4; c++) {
#if LANES == 16
    VECTOR even = EVEN_FOURS(x[c], x[4 + c]), evenBelow = EVEN_FOURS(x[8 + c], x[12 + c]);
    VECTOR odd = ODD_FOURS(x[c], x[4 + c]), oddBelow = ODD_FOURS(x[8 + c], x[12 + c]);
    y[c] = EVEN_FOURS(even, evenBelow);
    y[8 + c] = ODD_FOURS(even, evenBelow);
    y[4 + c] = EVEN_FOURS(odd, oddBelow);
    y[12 + c] = ODD_FOURS(odd, oddBelow);
#else
    y[c] = EVEN_FOURS(x[c], x[4 + c]);
    y[4 + c] = ODD_FOURS(x[c], x[4 + c]);
#endif
  }
  for (int r = 0; r < LANES && r < columns; r++) {
    if (wide || rows == LANES) {
      *(VECTOR *)(to + r * leadingTo) = y[r];
    } else {
      NAME(store_some)(to + r * leadingTo, rows, y[r]);
    }
  }
}

// to[c][r] = from[r][c]. `wide`: rows of `to` have room for whole vectors, whose rest becomes 0.
static ON void NAME(transpose)(
    const float *from, long leadingFrom, long rows, long columns, float *to, long leadingTo, int wide) {
  for (long r = 0; r < rows; r += LANES) {
    long height = rows - r < LANES ? rows - r : LANES;
    for (long c = 0; c < columns; c += LANES) {
      long width = columns - c < LANES ? columns - c : LANES;
      const float *source = from + r * leadingFrom + c;
      float *target = to + c * leadingTo + r;
      if (height == LANES && width == LANES) {
        NAME(square)(source, leadingFrom, LANES, LANES, target, leadingTo, wide);
      } else {
        NAME(square)(source, leadingFrom, height, width, target, leadingTo, wide);
      }
    }
  }
}

// c = a·bᵀ with b [columns, inner] as stored: panels of bᵀ are laid out in `room` first.
static ON void NAME(product_by_columns)(
    long rows, long columns, long inner, const float *a, long leadingA, const float *b, long leadingB, float *c,
    long leadingC, float *room) {
  for (long start = 0; start < columns; start += 3 * LANES) {
    long width = columns - start < 3 * LANES ? columns - start : 3 * LANES;
    long vectors = (width + LANES - 1) / LANES;
    NAME(transpose)(b + start * leadingB, leadingB, width, inner, room, vectors * LANES, 1);
    NAME(product)(
        (NAME(operands)){inner, a, leadingA, 1, room, vectors * LANES, NULL, c + start, leadingC, 0, NULL, NULL}, rows, width, 0);
  }
}

// The same by way of its transpose, b·aᵀ: cheaper where a has few rows. The rows of a are the lanes.
static ON void NAME(product_by_rows)(
    long rows, long columns, long inner, const float *a, long leadingA, const float *b, long leadingB, float *c,
    long leadingC, float *room) {
  long lanes = (rows + LANES - 1) / LANES * LANES;
  float *turned = room, *part = room + inner * lanes;
  NAME(transpose)(a, leadingA, rows, inner, turned, lanes, 1);
  enum { AT_ONCE = 64 };
  for (long start = 0; start < columns; start += AT_ONCE) {
    long height = columns - start < AT_ONCE ? columns - start : AT_ONCE;
    NAME(product)(
        (NAME(operands)){inner, b + start * leadingB, leadingB, 1, turned, lanes, NULL, part, lanes, 0, NULL, NULL}, height, lanes, 0);
    NAME(transpose)(part, lanes, height, rows, c + start, leadingC, 0);
  }
}

// Any product but one of two transposed matrices. `room` has what room_for_product says.
static ON void NAME(multiply)(const ck_product *p, float *room) {
  if (!p->transposeB) {
    NAME(operands) o = {p->inner, p->a, p->transposeA ? 1 : p->leadingA, p->transposeA ? p->leadingA : 1, p->b,
                        p->leadingB, p->bias, p->c, p->leadingC, p->goesOn, p->upcoming, NULL};
    NAME(product)(o, p->rows, p->columns, p->transposeA);
  } else if (goes_by_rows(p, LANES)) {
    NAME(product_by_rows)(p->rows, p->columns, p->inner, p->a, p->leadingA, p->b, p->leadingB, p->c, p->leadingC, room);
  } else {
    NAME(product_by_columns)(
        p->rows, p->columns, p->inner, p->a, p->leadingA, p->b, p->leadingB, p->c, p->leadingC, room);
  }
}

#undef VECTOR
#undef HALF
#undef INLINE
#undef PICK
#undef PAIRS_LOW
#undef PAIRS_HIGH
#undef FOURS_LOW
#undef FOURS_HIGH
#undef EVEN_FOURS
#undef ODD_FOURS
#undef LANES
#undef ROWS
#undef HALVES
#undef ON
#undef NAME
