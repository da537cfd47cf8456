"""usage: sklearn_peer.py WORKLOAD: MLPClassifier.partial_fit, for dense relu networks."""

import sys

import numpy as np
from sklearn.neural_network import MLPClassifier

from protocol import serve
from workloads import workloads

w = workloads[sys.argv[1]]
net = MLPClassifier(
    w.units, activation=w.activation, solver="adam" if w.optimizer == "adam" else "sgd", alpha=0.0,
    batch_size=w.batch, learning_rate_init=w.rate, momentum=0.0, nesterovs_momentum=False, random_state=1)
x, y = w.data()
classes = np.arange(10)
# partial_fit goes once through what it is given, in batches.
serve(lambda: net.partial_fit(x, y, classes=classes), steps_per_call=w.batches)
