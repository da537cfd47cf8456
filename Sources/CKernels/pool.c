#define _GNU_SOURCE
#include "pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

// Waiting spins first, since the other side is usually a few microseconds away, and then sleeps, so that a machine
// shared with other work loses at most this much of a core. About 30 µs on the processors of 2024.
enum { SPINS = 1000, COUNT_BITS = 4, MOST_MEMBERS = (1 << COUNT_BITS) - 1 };

// A number that only grows and that other threads wait for, on a line of the cache of its own.
typedef struct {
  _Alignas(64) atomic_ullong number;
} counter;

struct ck_pool {
  // Number of the present gang above its size in the low bits. Read as one word, because a worker that this gang does
  // not need may look while the next one is being prepared. A change starts the workers.
  counter gang;
  // For each member the meetings that it has come to. Only it writes here, so that a meeting of two takes one line of the
  // cache from each core to the other; members of one gang have the same number between two meetings.
  counter arrivals[MOST_MEMBERS];
  // What follows is rarely written.
  _Alignas(64) int count;
  ck_gang_body body;
  void *context;
  atomic_int sleepers;
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

static void wait_for(ck_pool *pool, counter *counter, unsigned long long least) {
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load_explicit(&counter->number, memory_order_acquire) >= least) return;
    relax();
  }
  pthread_mutex_lock(&pool->lock);
  // Announced before looking again, and `raise_to` writes before it looks for sleepers: one of the two sees the other.
  atomic_fetch_add(&pool->sleepers, 1);
  while (atomic_load(&counter->number) < least) pthread_cond_wait(&pool->changed, &pool->lock);
  atomic_fetch_sub(&pool->sleepers, 1);
  pthread_mutex_unlock(&pool->lock);
}

static void raise_to(ck_pool *pool, counter *counter, unsigned long long number) {
  atomic_store(&counter->number, number);
  if (atomic_load(&pool->sleepers) == 0) return;
  pthread_mutex_lock(&pool->lock);
  pthread_cond_broadcast(&pool->changed);
  pthread_mutex_unlock(&pool->lock);
}

static unsigned long long arrive(ck_pool *pool, int member) {
  counter *own = &pool->arrivals[member];
  unsigned long long meeting = atomic_load_explicit(&own->number, memory_order_relaxed) + 1;
  raise_to(pool, own, meeting);
  return meeting;
}

void ck_pool_meet(ck_pool *pool, int member) {
  int count = pool->count;
  if (count < 2) return;
  unsigned long long meeting = arrive(pool, member);
  for (int other = 0; other < count; other++) {
    if (other != member) wait_for(pool, &pool->arrivals[other], meeting);
  }
}

static void *work(void *argument) {
  worker_start start = *(worker_start *)argument;
  free(argument);
  ck_pool *pool = start.pool;
  unsigned long long seen = start.seen;
  while (true) {
    wait_for(pool, &pool->gang, seen + 1);
    seen = atomic_load(&pool->gang.number);
    if (atomic_load(&pool->closing)) return NULL;
    int count = (int)(seen & MOST_MEMBERS);
    if (start.member >= count) continue;
    pool->body(pool->context, start.member, count);
    arrive(pool, start.member);
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
  *start = (worker_start){pool, pool->workers + 1, atomic_load(&pool->gang.number)};
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
  return (((atomic_load(&pool->gang.number) >> COUNT_BITS) + 1) << COUNT_BITS) | (unsigned)count;
}

// What has not changed stays in the caches of the others.
static void prepare(ck_pool *pool, int count, ck_gang_body body, void *context) {
  if (pool->count != count) {
    pool->count = count;
    // New members have missed meetings, and the others are between two.
    unsigned long long meetings = atomic_load(&pool->arrivals[0].number);
    for (int i = 1; i < count; i++) atomic_store(&pool->arrivals[i].number, meetings);
  }
  if (pool->body != body) pool->body = body;
  if (pool->context != context) pool->context = context;
}

bool ck_pool_run(ck_pool *pool, int members, ck_gang_body body, void *context) {
  if (members > MOST_MEMBERS) return false;
  while (pool->workers < members - 1) {
    if (!start_worker(pool)) return false;
  }
  prepare(pool, members, body, context);
  if (members > 1) {
    keep_apart(pool);
    raise_to(pool, &pool->gang, next_gang(pool, members));
  }
  body(context, 0, members);
  ck_pool_meet(pool, 0);
  return true;
}

void ck_pool_destroy(ck_pool *pool) {
  atomic_store(&pool->closing, true);
  raise_to(pool, &pool->gang, next_gang(pool, 0));
  for (int i = 0; i < pool->workers; i++) pthread_join(pool->threads[i], NULL);
  pthread_cond_destroy(&pool->changed);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}
