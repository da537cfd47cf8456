/// A gang of threads that run one function together and may meet in the middle.
#ifndef DESCENT_POOL_H
#define DESCENT_POOL_H

#include <stdbool.h>

typedef struct ck_pool ck_pool;

/// Starts no thread yet. NULL without memory.
ck_pool *ck_pool_create(void);

/// What a gang runs: this member's part, of so many members'.
typedef void (*ck_gang_body)(void *context, int member, int members);

/// Runs body(context, 0, members) … body(context, members − 1, members) at the same time, number 0 in the calling thread,
/// and returns when all have. Threads that are missing are started now; false if the system gives none, or not so many
/// (then nothing has run).
bool ck_pool_run(ck_pool *pool, int members, ck_gang_body body, void *context);

/// Called by all members of a running gang, each with its number: returns when the last one has called it.
void ck_pool_meet(ck_pool *pool, int member);

/// Ends the threads. No gang may be running.
void ck_pool_destroy(ck_pool *pool);

#endif
