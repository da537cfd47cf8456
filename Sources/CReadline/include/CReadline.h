#ifndef CREADLINE_H
#define CREADLINE_H

// A small face of GNU readline. readline is steered by global variables and by function pointers, and it has to share
// the terminal's signals with the rest of the program; all of that stays on this side.
// Everything here belongs to the main thread, except `interrupt_is_pending`.

#include <stdbool.h>

// ---- Signals

/// From now on Ctrl-C sets a flag instead of ending the program. With `and_then_exit` a second one, while the first is
/// still pending, ends the program with exit code 130.
void interrupt_catch(bool and_then_exit);
/// Whether Ctrl-C was pressed since `interrupt_clear`. Any thread may ask.
bool interrupt_is_pending(void);
void interrupt_clear(void);
/// Gives a broken pipe its usual effect, which is to end the program without a word, whatever the parent set.
void broken_pipe_ends_quietly(void);

// ---- Editing

typedef enum {
  /// Enter was pressed; the text is there.
  EDITOR_ENTERED,
  /// Ctrl-D on an empty line, or the terminal has gone.
  EDITOR_CLOSED,
  /// Ctrl-C.
  EDITOR_INTERRUPTED,
} editor_ending;

/// `application` is what `$if` in an .inputrc asks for. The prompt goes to standard output, or to standard error.
void editor_start(const char *application, bool use_standard_error);
/// Shows the prompt and lets one line be edited. `*text` is to be freed by the caller, and NULL unless entered.
editor_ending editor_read(const char *prompt, char **text);

/// Called when Tab is pressed: is to call `editor_offer` for every text that may stand in place of the bytes
/// `start..<cursor` of the line. After one that is whole a blank follows.
typedef void (*editor_completer)(const char *line, int start, int cursor, void *context);
void editor_complete_with(editor_completer completer, void *context);
void editor_offer(const char *candidate, bool is_whole);

// ---- History

/// Later entries push out those beyond `entries`.
void history_limit(int entries);
void history_remember(const char *entry);
/// The newest entry, or NULL.
const char *history_newest(void);
/// These return 0, or what `errno` holds when they fail.
int history_load(const char *file);
int history_append_newest(const char *file);
int history_shorten_file(const char *file, int entries);

#endif
