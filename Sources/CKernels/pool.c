#define _GNU_SOURCE
#include "pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

// Waiting spins first, since the other side is usually a few microseconds away, and then sleeps, so that a machine
// shared with other work loses at most this much of a core. About 30 µs on the processors of 2024.
enum { SPINS = 1000, COUNT_BITS = 8, MOST_MEMBERS = (1 << COUNT_BITS) - 1 };

struct ck_pool {
  // Each on a line of its own: the waiting side reads them without pause.
  // Number of the present gang above its size in the low bits. Read as one word, because a worker that this gang does
  // not need may look while the next one is being prepared. A change starts the workers.
  _Alignas(64) atomic_ullong gang;
  _Alignas(64) atomic_ullong meetings;  // a change ends a meeting
  _Alignas(64) atomic_int absent;       // members still to come to the present meeting
  atomic_int sleepers;
  _Alignas(64) int count;
  void (*body)(void *, int);
  void *context;
  atomic_bool closing;
  int workers;
  // The caller's processor that the first `placed` workers keep away from.
  int avoided;
  int placed;
  pthread_t threads[MOST_MEMBERS];
  pthread_mutex_t lock;
  pthread_cond_t changed;
};

typedef struct {
  ck_pool *pool;
  int member;
  unsigned long long seen;
} worker_start;

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void wait_for_change(ck_pool *pool, atomic_ullong *word, unsigned long long old) {
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load_explicit(word, memory_order_acquire) != old) return;
    relax();
  }
  pthread_mutex_lock(&pool->lock);
  // Announced before looking again, and `change` writes before it looks for sleepers: one of the two sees the other.
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(word) == old) pthread_cond_wait(&pool->changed, &pool->lock);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->lock);
}

static void change(ck_pool *pool, atomic_ullong *word, unsigned long long new) {
  atomic_store(word, new);
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->changed);
  pthread_mutex_unlock(&pool->lock);
}

void ck_pool_meet(ck_pool *pool) {
  int count = pool->count;
  if (count < 2) return;
  unsigned long long old = atomic_load(&pool->meetings);
  if (atomic_fetch_sub(&pool->absent, 1) == 1) {
    atomic_store(&pool->absent, count);
    change(pool, &pool->meetings, old + 1);
  } else {
    wait_for_change(pool, &pool->meetings, old);
  }
}

static void *work(void *argument) {
  worker_start start = *(worker_start *)argument;
  free(argument);
  ck_pool *pool = start.pool;
  unsigned long long seen = start.seen;
  while (true) {
    wait_for_change(pool, &pool->gang, seen);
    seen = atomic_load(&pool->gang);
    if (atomic_load(&pool->closing)) return NULL;
    if (start.member >= (int)(seen & MOST_MEMBERS)) continue;
    pool->body(pool->context, start.member);
    ck_pool_meet(pool);
  }
}

ck_pool *ck_pool_create(void) {
  void *memory = NULL;
  if (posix_memalign(&memory, 64, sizeof(ck_pool)) != 0) return NULL;
  ck_pool *pool = memory;
  *pool = (ck_pool){0};
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->changed, NULL);
  return pool;
}

static bool start_worker(ck_pool *pool) {
  worker_start *start = malloc(sizeof *start);
  if (!start) return false;
  *start = (worker_start){pool, pool->workers + 1, atomic_load(&pool->gang)};
  if (pthread_create(&pool->threads[pool->workers], NULL, work, start) != 0) {
    free(start);
    return false;
  }
  pool->workers++;
  return true;
}

// Some kernels, those of small virtual machines for instance, wake a worker on the processor of the caller and leave it
// there, behind the caller's own part. So workers keep away from the processor that the caller is on; this costs a system
// call when the caller has moved and a look at a register otherwise.
static void keep_apart(ck_pool *pool) {
#if defined(__linux__)
  int here = sched_getcpu();
  if (here < 0 || (here == pool->avoided && pool->placed == pool->workers)) return;
  cpu_set_t others;
  if (sched_getaffinity(0, sizeof others, &others) == 0 && here < CPU_SETSIZE) {
    CPU_CLR(here, &others);
    for (int i = 0; CPU_COUNT(&others) > 0 && i < pool->workers; i++) {
      pthread_setaffinity_np(pool->threads[i], sizeof others, &others);
    }
  }
  pool->avoided = here;
  pool->placed = pool->workers;
#endif
}

static unsigned long long next_gang(ck_pool *pool, int count) {
  return (((atomic_load(&pool->gang) >> COUNT_BITS) + 1) << COUNT_BITS) | (unsigned)count;
}

bool ck_pool_run(ck_pool *pool, int count, void (*body)(void *, int), void *context) {
  if (count > MOST_MEMBERS) return false;
  while (pool->workers < count - 1) {
    if (!start_worker(pool)) return false;
  }
  if (count > 1) keep_apart(pool);
  pool->count = count;
  pool->body = body;
  pool->context = context;
  atomic_store(&pool->absent, count);
  if (count > 1) change(pool, &pool->gang, next_gang(pool, count));
  body(context, 0);
  ck_pool_meet(pool);
  return true;
}

void ck_pool_destroy(ck_pool *pool) {
  atomic_store(&pool->closing, true);
  change(pool, &pool->gang, next_gang(pool, 0));
  for (int i = 0; i < pool->workers; i++) pthread_join(pool->threads[i], NULL);
  pthread_cond_destroy(&pool->changed);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}
