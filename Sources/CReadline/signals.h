#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/// Becomes readable when a signal arrives that the editor has to act on.
int signals_descriptor(void);
/// Empties the pipe behind `signals_descriptor`.
void signals_drain(void);
/// Whether the signal has arrived since it was last asked for.
bool signals_take_suspend(void);
bool signals_take_continue(void);
bool signals_take_resize(void);

/// While a line is edited the terminal is in a mode of its own: these signals need an answer from the editor, or, where
/// they end the program, the terminal restored first.
void signals_begin_editing(void);
void signals_end_editing(void);
/// Stops the program as Ctrl-Z does, and returns when it continues.
void signals_suspend(void);

#endif
