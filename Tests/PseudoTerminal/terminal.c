#include "PseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <unistd.h>
#ifdef __APPLE__
#include <util.h>
#else
#include <pty.h>
#endif

pid_t pseudo_terminal_start(
  char *const arguments[], char *const environment[], unsigned short columns, int *keyboard) {
  struct winsize size = {.ws_row = 24, .ws_col = columns};
  pid_t process = forkpty(keyboard, NULL, NULL, &size);
  if (process > 0) fcntl(*keyboard, F_SETFD, FD_CLOEXEC);
  if (process != 0) return process;
  // The runner of the tests may ignore or block what a terminal sends.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  execve(arguments[0], arguments, environment);
  _exit(127);
}
