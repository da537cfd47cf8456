/// One time step of gated recurrent layers. The equations stand in Sources/NeuralNet/Layers/LSTM.swift and GRU.swift;
/// gates lie side by side in a row: [rows, gates · units].
#ifndef DESCENT_RECURRENT_H
#define DESCENT_RECURRENT_H

/// `gates` holds x·W + b + h·U and becomes i, f, g, o. Writes c and h.
void ck_lstm_forward(
    long rows, long units, float *gates, const float *cellBefore, float *cell, float *state);

/// `gates` becomes the gradient by that sum; `dc` is ∂L/∂c of this step and becomes that of the one before.
void ck_lstm_backward(
    long rows, long units, float *gates, const float *cellBefore, const float *cell, const float *dh, float *dc);

/// `gates` holds x·W + b and becomes r, z, n; `recurrent` holds h·U and its last part becomes q. Writes h.
void ck_gru_forward(
    long rows, long units, const float *recurrentBias, float *recurrent, float *gates, const float *before,
    float *state);

/// `gates` becomes the gradient by x·W + b, `recurrent` that by h·U; adds to `dBefore` what passes by the gates.
void ck_gru_backward(
    long rows, long units, float *recurrent, float *gates, const float *before, const float *dh, float *dBefore);

#endif
