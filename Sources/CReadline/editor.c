#include "CReadline.h"
#include "signals.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

static char *entered;
static bool ended;
static editor_completer completer;
static void *completer_context;

// ---- Completion

static char **offers;
static int offers_count;
static bool last_offer_is_whole;

void editor_offer(const char *candidate, bool is_whole) {
  last_offer_is_whole = is_whole;
  char **more = realloc(offers, sizeof *offers * (size_t)(offers_count + 1));
  if (!more) return;
  offers = more;
  char *copy = strdup(candidate);
  if (copy) offers[offers_count++] = copy;
}

// readline calls it until it returns NULL, and frees what it returns.
static char *next_offer(const char *text, int state) {
  static int next;
  (void)text;
  if (state == 0) next = 0;
  return next < offers_count ? offers[next++] : NULL;
}

static char **complete(const char *text, int start, int end) {
  rl_attempted_completion_over = 1; // No file names where none were offered.
  if (!completer) return NULL;
  offers_count = 0;
  completer(rl_line_buffer, start, end, completer_context);
  if (offers_count == 1 && !last_offer_is_whole) rl_completion_append_character = '\0';
  return offers_count > 0 ? rl_completion_matches(text, next_offer) : NULL;
}

void editor_complete_with(editor_completer function, void *context) {
  completer = function;
  completer_context = context;
}

// ---- Editing

void editor_start(const char *application, bool use_standard_error) {
  // Without a locale readline counts bytes; the prompt and many names are not ASCII. Numbers stay with the point.
  if (!setlocale(LC_CTYPE, "") || MB_CUR_MAX == 1) {
    if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "UTF-8");
  }
  rl_readline_name = application;
  rl_outstream = use_standard_error ? stderr : stdout;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_attempted_completion_function = complete;
  rl_basic_word_break_characters = " \t\n,;[](){}=<>";
  rl_completer_quote_characters = ""; // What is offered has the language's own quotes.
  // Before .inputrc is read, which may say otherwise.
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_variable_bind("enable-bracketed-paste", "on");
  using_history();
}

static void take(char *line) {
  entered = line;
  ended = true;
  // Here rather than after the loop, or readline would show the prompt once more.
  rl_callback_handler_remove();
}

// Leaves what was typed on the screen and the cursor on a line of its own.
static void abandon(void) {
  rl_callback_sigcleanup();
  rl_point = rl_end;
  rl_redisplay();
  rl_echo_signal_char(SIGINT);
  rl_crlf();
  rl_free_line_state();
  rl_replace_line("", 1);
  rl_callback_handler_remove();
}

// After whatever may have changed the terminal's mode or what is on it.
static void resume(void) {
  rl_reset_after_signal();
  rl_resize_terminal();
  rl_forced_update_display();
}

static void suspend(void) {
  rl_cleanup_after_signal();
  signals_suspend();
  signals_take_continue();
  // Also where nobody could have continued it, and so it did not stop.
  resume();
}

editor_ending editor_read(const char *prompt, char **text) {
  *text = NULL;
  entered = NULL;
  ended = false;
  interrupt_clear();
  signals_begin_editing();
  rl_callback_handler_install(prompt, take);
  editor_ending ending = EDITOR_CLOSED;
  while (!ended) {
    struct pollfd sources[] = {{STDIN_FILENO, POLLIN, 0}, {signals_descriptor(), POLLIN, 0}};
    if (poll(sources, 2, -1) < 0 && errno != EINTR) {
      rl_callback_handler_remove();
      break;
    }
    signals_drain();
    if (signals_take_suspend()) suspend();
    if (signals_take_continue()) resume();
    if (signals_take_resize()) rl_resize_terminal();
    if (interrupt_is_pending()) {
      abandon();
      ending = EDITOR_INTERRUPTED;
      break;
    }
    if (sources[0].revents != 0) rl_callback_read_char();
  }
  signals_end_editing();
  interrupt_clear();
  if (entered) {
    *text = entered;
    return EDITOR_ENTERED;
  }
  return ending;
}

// ---- History

void history_limit(int entries) { stifle_history(entries); }
void history_remember(const char *entry) { add_history(entry); }

const char *history_newest(void) {
  HIST_ENTRY *entry = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
  return entry ? entry->line : NULL;
}

// With times between them, entries of several lines are told apart again when the file is read.
static void keep_times(void) {
  history_comment_char = '#';
  history_write_timestamps = 1;
}

int history_load(const char *file) {
  keep_times();
  return read_history(file);
}

int history_append_newest(const char *file) {
  keep_times();
  return append_history(1, file);
}

int history_shorten_file(const char *file, int entries) {
  keep_times();
  return history_truncate_file(file, entries);
}
