/// Several versions of one function, chosen by processor when the program loads.
#ifndef DESCENT_MULTIVERSION_H
#define DESCENT_MULTIVERSION_H

// SwiftPM builds for the oldest x86-64, four lanes wide; most machines have eight or sixteen. Needs indirect
// functions, which ELF has; elsewhere (macOS, Arm) the one version the compiler makes is wide enough.
#if defined(__x86_64__) && defined(__ELF__)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif

/// Inlined into every version, so that it is compiled for that version's processor.
#define CK_INLINE static inline __attribute__((always_inline))

// The loop that follows runs over a fixed block, its turns are independent, and it becomes vector instructions.
// Loops over arrays go block by block and take what is left through the same code in a padded copy: each number
// then meets the same instructions wherever it lies, and a range may be cut anywhere without changing a bit.
#define CK_BLOCK 16
#define CK_LANES                                                                                       \
  _Pragma("clang loop unroll(disable) vectorize(assume_safety) vectorize_width(16) interleave_count(1)") \
  for (int k = 0; k < CK_BLOCK; k++)

#endif
