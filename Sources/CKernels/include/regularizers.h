/// Loops of the regularizers; the formulas stand in Sources/NeuralNet/Regularizers. All but the last are elementwise: a
/// range may be cut anywhere without changing a bit. w weights, g gradients, all [n].
#ifndef DESCENT_REGULARIZERS_H
#define DESCENT_REGULARIZERS_H

/// g ← g + factor·w
void ck_l2_gradient(long n, float factor, const float *w, float *g);
/// g ← g + strength·sign w
void ck_l1_gradient(long n, float strength, const float *w, float *g);
/// w ← sign w·max(|w| − by, 0)
void ck_shrink(long n, float by, float *w);
/// x ← 0 where the mask is set
void ck_clear(long n, const _Bool *mask, float *x);
/// Shortens the columns first ..< last of w [rows, columns] to at most this length.
void ck_limit_columns(long rows, long columns, long first, long last, double longest, float *w);

#endif
