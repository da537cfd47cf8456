// The transformations of Winograd's minimal filtering F(2×2, 3×3) for images, after Lavin & Gray (2015),
// arXiv:1509.09308. For one tile of 2×2 outputs y, the 4×4 inputs d that they depend on, and weights w:
//
//   y = Aᵀ[(G·w·Gᵀ) ⊙ (Bᵀ·d·B)]A      Bᵀ = 1  0 −1  0    G = 1  0  0     Aᵀ = 1  1  1  0
//                                           0  1  1  0        ½  ½  ½          0  1 −1 −1
//                                           0 −1  1  0        ½ −½  ½
//                                           0  1  0 −1        0  0  1
//
// The same bilinear form read the other way gives ∂L/∂w = Gᵀ[Σ (Bᵀ·d·B) ⊙ (A·g·Aᵀ)]G.
//
// Each number of a tile's 4×4 goes to a matrix of its own, and `step` floats lie between one matrix and the next.
#ifndef DESCENT_WINOGRAD_TRANSFORMS_H
#define DESCENT_WINOGRAD_TRANSFORMS_H

// Channels and filters come in multiples of so many: the lanes of a vector.
enum { CK_WINOGRAD_LANES = 16 };

// G·w·Gᵀ: weights [3, 3, count] to 16 matrices of `count` numbers.
void ck_spread_weights(long count, const float *from, float *to, long step);
// Gᵀ·m·G: back, for their gradient.
void ck_gather_weights(long count, const float *from, long step, float *to);

// Images of one extent, cut into tiles of 2×2 outputs.
typedef struct {
  long height, width, channels;  // of the image
  long down, across;             // tiles of one image
  long top, left;                // of the first tile's first number above and left of the image
} ck_tiling;

// Bᵀ·d·B of tiles first ..< first + count, to 16 matrices [count, channels]. Outside the image there are `zeros`.
void ck_spread_inputs(
    const ck_tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step);
// Aᵀ·m·A, and the bias, to the outputs of those tiles. `nowhere` takes what lies outside the image.
void ck_gather_outputs(
    const ck_tiling *t, long first, long count, const float *from, long step, const float *bias, float *nowhere,
    float *images);
// A·g·Aᵀ of the gradients of their outputs.
void ck_spread_outputs(
    const ck_tiling *t, long first, long count, const float *zeros, const float *images, float *to, long step);

#endif
