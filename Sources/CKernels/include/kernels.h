/// Loops that need the processor's widest vectors, and the dense algebra of oneDNN.
#ifndef DESCENT_KERNELS_H
#define DESCENT_KERNELS_H

#include "activations.h"
#include "algebra.h"
#include "convolution.h"
#include "losses.h"
#include "normalization.h"
#include "optimizers.h"
#include "pool.h"
#include "pooling.h"
#include "randomness.h"
#include "regularizers.h"
#include "recurrent.h"
#include "statistics.h"
#include "winograd.h"

#endif
