// Matrix products: tiles of our own where both matrices are near at hand, and oneDNN's product, of which this is the one
// place that knows, elsewhere. Versions 2.6 (Debian 12) and 3.x declare it alike.
#include "algebra.h"

#include "calling_thread.h"
#include "lines.h"

#include <oneapi/dnnl/dnnl.h>
#include <stdatomic.h>

#if defined(__x86_64__)
#include <immintrin.h>

// ---- A product by a transposed matrix, a·bᵀ, turns either panels of b or the whole of a ----

enum { TILES_AHEAD = 8, ROOM = 1 << 16, TURNED_AT_ONCE = 64, WIDEST_PANEL = 3 };

static long whole(long count, long lanes) { return (count + lanes - 1) / lanes * lanes; }

// Turning a square of `lanes` by `lanes` takes about as long as this many multiply-and-adds of vectors.
enum { TURN = 5 };

static bool goes_by_rows(const ck_product *p, long lanes) {
  long rows = whole(p->rows, lanes), columns = whole(p->columns, lanes), inner = whole(p->inner, lanes);
  if ((p->inner + TURNED_AT_ONCE) * rows > ROOM) return false;
  long byRows = p->inner * p->columns * (rows / lanes) + TURN * rows / lanes * (inner + columns);
  long byColumns = p->inner * p->rows * (columns / lanes) + TURN * columns / lanes * inner;
  return byRows < byColumns;
}

static bool fits_room(const ck_product *p, long lanes) {
  return !p->transposeB || p->inner * WIDEST_PANEL * lanes <= ROOM || goes_by_rows(p, lanes);
}

typedef float floats_512 __attribute__((vector_size(64), aligned(4), may_alias));
typedef float floats_256 __attribute__((vector_size(32), aligned(4), may_alias));
typedef float floats_128 __attribute__((vector_size(16), aligned(4), may_alias));

#define ON __attribute__((target("arch=x86-64-v4")))
#define NAME(x) x##_512
#define LANES 16
#define ROWS 8
// Zen 4 works off vectors of 512 bits in two halves.
#define HALVES 1
static inline __attribute__((always_inline)) ON floats_512 load_some_512(const float *from, long count) {
  return (floats_512)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), from);
}
static inline __attribute__((always_inline)) ON void store_some_512(float *to, long count, floats_512 numbers) {
  _mm512_mask_storeu_ps(to, (__mmask16)((1u << count) - 1), (__m512)numbers);
}
static inline __attribute__((always_inline)) ON floats_256 load_some_half_512(const float *from, long count) {
  return (floats_256)_mm256_maskz_loadu_ps((__mmask8)((1u << count) - 1), from);
}
static inline __attribute__((always_inline)) ON void store_some_half_512(float *to, long count, floats_256 numbers) {
  _mm256_mask_storeu_ps(to, (__mmask8)((1u << count) - 1), (__m256)numbers);
}
#include "tiles.h"

#define ON __attribute__((target("arch=x86-64-v3")))
#define NAME(x) x##_256
#define LANES 8
#define ROWS 4
#define HALVES 0
static inline __attribute__((always_inline)) ON __m256i first_lanes_256(long count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
static inline __attribute__((always_inline)) ON floats_256 load_some_256(const float *from, long count) {
  return (floats_256)_mm256_maskload_ps(from, first_lanes_256(count));
}
static inline __attribute__((always_inline)) ON void store_some_256(float *to, long count, floats_256 numbers) {
  _mm256_maskstore_ps(to, first_lanes_256(count), (__m256)numbers);
}
static inline __attribute__((always_inline)) ON floats_128 load_some_half_256(const float *from, long count) {
  return (floats_128)_mm_maskload_ps(from, _mm256_castsi256_si128(first_lanes_256(count)));
}
static inline __attribute__((always_inline)) ON void store_some_half_256(float *to, long count, floats_128 numbers) {
  _mm_maskstore_ps(to, _mm256_castsi256_si128(first_lanes_256(count)), (__m128)numbers);
}
#include "tiles.h"

// Beyond this, panels of b would not stay in the second cache, and the library's copies of parts pay for themselves.
enum { MOST_OF_B = 1 << 21, LONGEST_SUM = 4096 };

static bool suits_tiles(const ck_product *p, long lanes) {
  if (p->transposeA && p->transposeB) return false;
  return p->inner <= LONGEST_SUM && p->inner * p->columns <= MOST_OF_B && fits_room(p, lanes);
}

static bool multiply_in_tiles(ck_multiplier by, const ck_product *p) {
  static _Thread_local float room[ROOM] __attribute__((aligned(64)));
  if (by == CK_TILES_512 && suits_tiles(p, 16)) {
    multiply_512(p, room);
    return true;
  }
  if (by == CK_TILES_256 && suits_tiles(p, 8)) {
    multiply_256(p, room);
    return true;
  }
  return false;
}

bool ck_has_multiplier(ck_multiplier by) {
  switch (by) {
  case CK_TILES_512: return __builtin_cpu_supports("x86-64-v4");
  case CK_TILES_256: return __builtin_cpu_supports("x86-64-v3");
  case CK_LIBRARY: return true;
  }
  return false;
}
#else
static bool multiply_in_tiles(ck_multiplier by, const ck_product *p) { return false; }

bool ck_has_multiplier(ck_multiplier by) { return by == CK_LIBRARY; }
#endif

static bool multiply_by_library(const ck_product *p) {
  keep_to_calling_thread();
  dnnl_status_t status = dnnl_sgemm(
      p->transposeA ? 'T' : 'N', p->transposeB ? 'T' : 'N', p->rows, p->columns, p->inner, 1.0f, p->a, p->leadingA,
      p->b, p->leadingB, p->goesOn ? 1.0f : 0.0f, p->c, p->leadingC);
  if (status != dnnl_success) return false;
  for (long r = 0; p->bias && r < p->rows; r++) ck_add_bias(1, p->columns, p->bias, p->c + r * p->leadingC);
  return true;
}

bool ck_multiply_by(ck_multiplier by, ck_product p) { return multiply_in_tiles(by, &p) || multiply_by_library(&p); }

static ck_multiplier best_multiplier(void) {
  static atomic_int known = 0;  // one more than the best
  int best = atomic_load_explicit(&known, memory_order_relaxed) - 1;
  if (best < 0) {
    best = CK_TILES_512;
    while (!ck_has_multiplier((ck_multiplier)best)) best--;
    atomic_store_explicit(&known, best + 1, memory_order_relaxed);
  }
  return (ck_multiplier)best;
}

bool ck_multiply(ck_product p) { return ck_multiply_by(best_multiplier(), p); }

void ck_transpose_part(long rows, long columns, const float *from, long leadingFrom, float *to, long leadingTo) {
  switch (best_multiplier()) {
#if defined(__x86_64__)
  case CK_TILES_512: transpose_512(from, leadingFrom, rows, columns, to, leadingTo, 0); return;
  case CK_TILES_256: transpose_256(from, leadingFrom, rows, columns, to, leadingTo, 0); return;
#endif
  default:
    for (long r = 0; r < rows; r++) {
      for (long c = 0; c < columns; c++) to[c * leadingTo + r] = from[r * leadingFrom + c];
    }
  }
}

void ck_transpose(long rows, long columns, const float *from, float *to) {
  ck_transpose_part(rows, columns, from, columns, to, rows);
}
