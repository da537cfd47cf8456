"""A file as the Python package writes it, for SafeTensorsTests.swift.

Made with safetensors 0.8.0 and numpy 2.4.6: python3 reference.py prints the bytes in base64.
"""
import base64

import numpy
import safetensors.numpy

tensors = {
    "b": numpy.array([[1.5, -2.25, 0.1], [3e-45, numpy.inf, -0.0]], dtype=numpy.float32),
    "a.scalar": numpy.array(7, dtype=numpy.float32),
    "half": numpy.array([1, 2], dtype=numpy.float16),
    "empty": numpy.zeros((0, 4), dtype=numpy.float32),
    "long": numpy.array([2**40], dtype=numpy.int64),
}
print(base64.b64encode(safetensors.numpy.save(tensors, metadata={"who": "Pythön \"x\""})).decode())
