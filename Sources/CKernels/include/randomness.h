/// Random numbers that are a function of (key, sample n, number i): the i-th output of Basis.Random's generator, started
/// from the n-th output of the one started from `key`. Any part may be made by anyone, in any order.
#ifndef DESCENT_RANDOMNESS_H
#define DESCENT_RANDOMNESS_H

#include <stdint.h>

/// The n-th output, n counted from 0: the key of a step's or a layer's own numbers.
uint64_t ck_draw(uint64_t key, long n);

/// out = in · scale where the draw is kept and 0 where it is dropped, for samples first … first + rows − 1 of `width`
/// numbers each. A draw is kept if its upper 32 bits reach `threshold`, so the share dropped is threshold / 2³².
void ck_dropout(
    uint64_t key, long first, long rows, long width, uint32_t threshold, float scale, const float *in, float *out);

/// The same draws for alpha dropout: out = in · scale + shift where kept, `dropped` where not.
void ck_alpha_dropout(
    uint64_t key, long first, long rows, long width, uint32_t threshold, float scale, float shift, float dropped,
    const float *in, float *out);

/// out = in + deviation · z with z normal, made of the draws 2i and 2i + 1 by Box and Muller's form.
void ck_add_normal(
    uint64_t key, long first, long rows, long width, float deviation, const float *in, float *out);

/// Uniform in lower ..< upper, for the same samples.
void ck_uniform(uint64_t key, long first, long rows, long width, float lower, float upper, float *out);

#endif
