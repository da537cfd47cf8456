#ifndef CSUBPROCESS_H
#define CSUBPROCESS_H

// A program that runs beside this one and is read from. Foundation's Process waits on a run loop, and so not on any
// thread; the types of posix_spawn differ between systems, which C does not mind.

#include <sys/types.h>

typedef struct {
  pid_t process;
  /// The reading ends of its standard output and standard error; the caller closes them.
  int output;
  int complaints;
} subprocess;

/// Starts `words[0]`, looked up on the PATH, with these words, which end in NULL, as its arguments and nothing to read.
/// It gets a process group of its own, so that Ctrl-C at the terminal reaches this program alone, which then decides.
/// Returns 0, or an errno: ENOENT where there is no such program.
int subprocess_start(char *const words[], subprocess *started);

/// Waits until it has ended. Returns its exit code, or the negative number of the signal that ended it.
int subprocess_wait(pid_t process);

#endif
