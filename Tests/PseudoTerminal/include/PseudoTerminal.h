#ifndef PSEUDO_TERMINAL_H
#define PSEUDO_TERMINAL_H

#include <sys/types.h>

/// Starts a program as the leader of a session in a new terminal, the one whose keys send it signals.
/// `arguments` and `environment` end with NULL. Returns -1 if that fails.
pid_t pseudo_terminal_start(
  char *const arguments[], char *const environment[], unsigned short columns, int *keyboard);

#endif
