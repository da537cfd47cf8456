#include "recurrent.h"

#include "vectormath.h"

// The units of one row: no two turns touch the same number.
#define UNITS \
  _Pragma("clang loop vectorize(assume_safety)") \
  for (long j = 0; j < units; j++)

CK_CLONES void ck_lstm_forward(
    long rows, long units, float *gates, const float *cellBefore, float *cell, float *state) {
  for (long r = 0; r < rows; r++) {
    float *a = gates + r * 4 * units;
    const float *before = cellBefore + r * units;
    float *c = cell + r * units;
    float *h = state + r * units;
    UNITS {
      float i = vm_sigmoid(a[j]);
      float f = vm_sigmoid(a[units + j]);
      float g = vm_tanh(a[2 * units + j]);
      float o = vm_sigmoid(a[3 * units + j]);
      float now = f * before[j] + i * g;
      a[j] = i;
      a[units + j] = f;
      a[2 * units + j] = g;
      a[3 * units + j] = o;
      c[j] = now;
      h[j] = o * vm_tanh(now);
    }
  }
}

CK_CLONES void ck_lstm_backward(
    long rows, long units, float *gates, const float *cellBefore, const float *cell, const float *dh, float *dc) {
  for (long r = 0; r < rows; r++) {
    float *a = gates + r * 4 * units;
    const float *before = cellBefore + r * units;
    const float *c = cell + r * units;
    const float *dState = dh + r * units;
    float *dCell = dc + r * units;
    UNITS {
      float i = a[j], f = a[units + j], g = a[2 * units + j], o = a[3 * units + j];
      float t = vm_tanh(c[j]);
      float d = dCell[j] + dState[j] * o * (1.0f - t) * (1.0f + t);
      a[j] = d * g * i * (1.0f - i);
      a[units + j] = d * before[j] * f * (1.0f - f);
      a[2 * units + j] = d * i * (1.0f - g) * (1.0f + g);
      a[3 * units + j] = dState[j] * t * o * (1.0f - o);
      dCell[j] = d * f;
    }
  }
}

CK_CLONES void ck_gru_forward(
    long rows, long units, const float *recurrentBias, float *recurrent, float *gates, const float *before,
    float *state) {
  for (long row = 0; row < rows; row++) {
    float *p = recurrent + row * 3 * units;
    float *a = gates + row * 3 * units;
    const float *last = before + row * units;
    float *h = state + row * units;
    UNITS {
      float r = vm_sigmoid(a[j] + p[j]);
      float z = vm_sigmoid(a[units + j] + p[units + j]);
      float q = p[2 * units + j] + recurrentBias[j];
      float n = vm_tanh(a[2 * units + j] + r * q);
      a[j] = r;
      a[units + j] = z;
      a[2 * units + j] = n;
      p[2 * units + j] = q;
      h[j] = (1.0f - z) * n + z * last[j];
    }
  }
}

CK_CLONES void ck_gru_backward(
    long rows, long units, float *recurrent, float *gates, const float *before, const float *dh, float *dBefore) {
  for (long row = 0; row < rows; row++) {
    float *p = recurrent + row * 3 * units;
    float *a = gates + row * 3 * units;
    const float *last = before + row * units;
    const float *dState = dh + row * units;
    float *dLast = dBefore + row * units;
    UNITS {
      float r = a[j], z = a[units + j], n = a[2 * units + j], q = p[2 * units + j];
      float dn = dState[j] * (1.0f - z) * (1.0f - n) * (1.0f + n);
      float dz = dState[j] * (last[j] - n) * z * (1.0f - z);
      float dr = dn * q * r * (1.0f - r);
      a[j] = p[j] = dr;
      a[units + j] = p[units + j] = dz;
      a[2 * units + j] = dn;
      p[2 * units + j] = dn * r;
      dLast[j] += dState[j] * z;
    }
  }
}
