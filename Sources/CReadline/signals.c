#include "signals.h"
#include "CReadline.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// Handlers may touch nothing but lock-free atomics, the pipe and async-signal-safe calls.
static atomic_bool interrupted, suspended, continued, resized;
static atomic_bool second_interrupt_exits;
static int wake_up[2] = {-1, -1};
static struct termios usual_mode;
static bool usual_mode_is_known;

// A byte in the pipe ends the editor's wait even if the signal came just before the wait began.
static void notice(int signal_number) {
  int saved = errno;
  switch (signal_number) {
  case SIGINT:
    if (atomic_exchange(&interrupted, true) && atomic_load(&second_interrupt_exits)) _exit(130);
    break;
  case SIGTSTP: atomic_store(&suspended, true); break;
  case SIGCONT: atomic_store(&continued, true); break;
  case SIGWINCH: atomic_store(&resized, true); break;
  }
  ssize_t ignored = write(wake_up[1], "", 1); // A full pipe wakes just as well.
  (void)ignored;
  errno = saved;
}

static void restore_terminal_and_die(int signal_number) {
  static const char paste_off[] = "\033[?2004l";
  ssize_t ignored = write(STDERR_FILENO, paste_off, sizeof paste_off - 1);
  (void)ignored;
  if (usual_mode_is_known) tcsetattr(STDIN_FILENO, TCSADRAIN, &usual_mode);
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void install(int signal_number, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

static void open_pipe(void) {
  if (wake_up[0] >= 0 || pipe(wake_up) != 0) return;
  for (int end = 0; end < 2; end++) {
    fcntl(wake_up[end], F_SETFD, FD_CLOEXEC);
    fcntl(wake_up[end], F_SETFL, O_NONBLOCK);
  }
}

void interrupt_catch(bool and_then_exit) {
  open_pipe();
  atomic_store(&second_interrupt_exits, and_then_exit);
  install(SIGINT, notice);
}

bool interrupt_is_pending(void) { return atomic_load(&interrupted); }
void interrupt_clear(void) { atomic_store(&interrupted, false); }
void broken_pipe_ends_quietly(void) { signal(SIGPIPE, SIG_DFL); }

int signals_descriptor(void) { return wake_up[0]; }

void signals_drain(void) {
  char bytes[64];
  while (read(wake_up[0], bytes, sizeof bytes) > 0) {}
}

bool signals_take_suspend(void) { return atomic_exchange(&suspended, false); }
bool signals_take_continue(void) { return atomic_exchange(&continued, false); }
bool signals_take_resize(void) { return atomic_exchange(&resized, false); }

static const int answered[] = {SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGHUP, SIGTERM, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
enum { answered_count = sizeof answered / sizeof *answered, fatal_count = sizeof fatal / sizeof *fatal };
static struct sigaction before[answered_count + fatal_count];

static void begin(int signal_number, void (*handler)(int), struct sigaction *earlier) {
  sigaction(signal_number, NULL, earlier);
  // What the parent decided to ignore stays ignored: nohup, or a shell without job control.
  if (earlier->sa_handler != SIG_IGN) install(signal_number, handler);
}

void signals_begin_editing(void) {
  usual_mode_is_known = tcgetattr(STDIN_FILENO, &usual_mode) == 0;
  for (int i = 0; i < answered_count; i++) begin(answered[i], notice, &before[i]);
  for (int i = 0; i < fatal_count; i++) begin(fatal[i], restore_terminal_and_die, &before[answered_count + i]);
}

void signals_end_editing(void) {
  for (int i = 0; i < answered_count; i++) sigaction(answered[i], &before[i], NULL);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &before[answered_count + i], NULL);
}

void signals_suspend(void) {
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  install(SIGTSTP, notice);
}
