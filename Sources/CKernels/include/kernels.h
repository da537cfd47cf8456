/// Loops that need the processor's widest vectors, and the dense algebra of oneDNN.
#ifndef DESCENT_KERNELS_H
#define DESCENT_KERNELS_H

/// Which activation a loop computes. The formula stands in Sources/NeuralNet/Activations.
typedef enum ck_activation { CK_ELU } ck_activation;

#endif
