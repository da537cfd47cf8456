#!/usr/bin/env python3
"""Prints the expected values of Tests/DataSetsTests that come from other programs.

Made with Python 3 (hashlib, gzip), NumPy and scikit-learn; the versions are printed with the values.
"""

import base64
import gzip
import hashlib
import io
import sys

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.preprocessing import MinMaxScaler, StandardScaler

print(f"Python {sys.version.split()[0]}, NumPy {np.__version__}, scikit-learn {sklearn.__version__}")

print("\nSHA-256 of n bytes 0, 1, 2, … mod 251")
for n in (55, 56, 63, 64, 65, 1000):
    print(n, hashlib.sha256(bytes(i % 251 for i in range(n))).hexdigest())

print("\nbundled sets: rows, features, sum of features, sum of squares, sum of targets, class counts")
sets = {
    "digits": datasets.load_digits(), "breast-cancer": datasets.load_breast_cancer(),
    "wine": datasets.load_wine(), "iris": datasets.load_iris(), "diabetes": datasets.load_diabetes(scaled=False),
}
for name, data in sets.items():
    counts = np.bincount(data.target.astype(int)).tolist() if name != "diabetes" else []
    print(name, *data.data.shape, repr(float(data.data.sum())), repr(float((data.data ** 2).sum())),
          float(data.target.sum()), counts)

print("\nscaling of a small table: standard, minmax")
table = np.array([[1.0, 10.0, 5.0], [2.0, 20.0, 5.0], [4.0, 0.0, 5.0], [9.0, -6.0, 5.0]])
print(np.round(StandardScaler().fit_transform(table), 7).tolist())
print(np.round(MinMaxScaler().fit_transform(table), 7).tolist())

print("\n.npy files, base64")


def npy(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version)
    return base64.b64encode(buffer.getvalue()).decode()


print("f4 (3, 2) v1", npy(np.array([[1.5, -2], [0.25, 3], [1e-3, 4e5]], dtype="<f4")))
print("f8 (3, 2) v2", npy(np.array([[1.5, -2], [0.25, 3], [1e-3, 4e5]], dtype="<f8"), (2, 0)))
print("u1 (2, 2, 2) v3", npy(np.arange(8, dtype="u1").reshape(2, 2, 2), (3, 0)))
print("i8 (3,)", npy(np.array([0, 1, 1], dtype="<i8")))
print("i4 (3,)", npy(np.array([2, 0, 1], dtype="<i4")))
print("f4 fortran (3, 2)", npy(np.asfortranarray(np.array([[1.5, -2], [0.25, 3], [1e-3, 4e5]], dtype="<f4"))))
print("big-endian f4 (2,)", npy(np.array([1, 2], dtype=">f4")))

print("\ngzip of 'Descent\\n' × 40, base64, in one member and in two")
text = b"Descent\n" * 40
print(base64.b64encode(gzip.compress(text, mtime=0)).decode())
print(base64.b64encode(gzip.compress(text[:100], mtime=0) + gzip.compress(text[100:], mtime=0)).decode())
