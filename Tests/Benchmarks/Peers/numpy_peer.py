"""usage: numpy_peer.py WORKLOAD: backpropagation by hand, as a careful learner writes it, without needless copies."""

import sys

import numpy as np

from protocol import serve
from workloads import workloads

w = workloads[sys.argv[1]]
random = np.random.default_rng(1)
features, labels = w.data()


def drawn(inputs, outputs):
    return random.normal(0, (2 / (inputs + outputs)) ** 0.5, (inputs, outputs)).astype(np.float32)


if w.recurrent:
    widths = [w.shape[1], w.recurrent, 10]
    sizes = [(widths[0], widths[1]), (widths[1], widths[1]), (widths[1],), (widths[1], 10), (10,)]
else:
    widths = [w.shape[0], *w.units, 10]
    sizes = [s for i, o in zip(widths, widths[1:]) for s in ((i, o), (o,))]
# One flat buffer for all parameters and one for all gradients, so that an update is a few whole-array operations.
total = sum(int(np.prod(s)) for s in sizes)
parameters, gradients = np.zeros(total, np.float32), np.zeros(total, np.float32)
views, slopes, place = [], [], 0
for size in sizes:
    count = int(np.prod(size))
    views.append(parameters[place : place + count].reshape(size))
    slopes.append(gradients[place : place + count].reshape(size))
    if len(size) == 2:
        views[-1][:] = drawn(*size)
    place += count
m, v = np.zeros(total, np.float32), np.zeros(total, np.float32)
scratch = np.empty(total, np.float32)
steps = 0
rows = np.arange(w.batch)


def loss_gradient(z, y):
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z)
    p /= p.sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, y]).mean()
    p[rows, y] -= 1
    p /= w.batch
    return loss, p


def dense(x, y):
    outputs = [x]
    last = len(widths) - 2
    for k in range(last + 1):
        z = outputs[-1] @ views[2 * k]
        z += views[2 * k + 1]
        if k < last:
            if w.activation == "relu":
                np.maximum(z, 0, out=z)
            else:
                z = np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
        outputs.append(z)
    loss, g = loss_gradient(outputs.pop(), y)
    for k in range(last, -1, -1):
        a = outputs[k]
        np.matmul(a.T, g, out=slopes[2 * k])
        g.sum(axis=0, out=slopes[2 * k + 1])
        if k:
            g = g @ views[2 * k].T
            g *= a > 0 if w.activation == "relu" else np.where(a > 0, np.float32(1), a + 1)
    return loss


def recurrent(x, y):
    steps = x.shape[1]
    W, U, b, V, c = views
    projected = x.transpose(1, 0, 2).reshape(-1, widths[0]) @ W
    projected += b
    projected = projected.reshape(steps, w.batch, -1)
    h = np.zeros((steps + 1, w.batch, w.recurrent), np.float32)
    for t in range(steps):
        np.tanh(h[t] @ U + projected[t], out=h[t + 1])
    loss, g = loss_gradient(h[steps] @ V + c, y)
    np.matmul(h[steps].T, g, out=slopes[3])
    g.sum(axis=0, out=slopes[4])
    g = g @ V.T
    d = np.empty((steps, w.batch, w.recurrent), np.float32)
    for t in range(steps - 1, -1, -1):
        np.multiply(g, 1 - h[t + 1] ** 2, out=d[t])
        g = d[t] @ U.T
    flat = d.reshape(-1, w.recurrent)
    np.matmul(x.transpose(1, 0, 2).reshape(-1, widths[0]).T, flat, out=slopes[0])
    np.matmul(h[:-1].reshape(-1, w.recurrent).T, flat, out=slopes[1])
    flat.sum(axis=0, out=slopes[2])
    norm = np.sqrt(np.dot(gradients, gradients))
    if norm > 1:
        gradients.__imul__(1 / norm)
    return loss


def update():
    global steps
    steps += 1
    g, rate = gradients, np.float32(w.rate)
    if w.optimizer == "sgd":
        np.multiply(g, rate, out=scratch)
        np.subtract(parameters, scratch, out=parameters)
    elif w.optimizer == "momentum":
        np.multiply(m, np.float32(0.9), out=m)
        np.multiply(g, rate, out=scratch)
        np.subtract(m, scratch, out=m)
        np.add(parameters, m, out=parameters)
    else:
        b1, b2 = np.float32(0.9), np.float32(0.999)
        np.multiply(m, b1, out=m)
        np.multiply(g, 1 - b1, out=scratch)
        np.add(m, scratch, out=m)
        np.multiply(v, b2, out=v)
        np.multiply(g, g, out=scratch)
        np.multiply(scratch, 1 - b2, out=scratch)
        np.add(v, scratch, out=v)
        np.sqrt(v, out=scratch)
        np.add(scratch, np.float32(1e-8), out=scratch)
        direction = m
        if w.optimizer == "nadam":
            direction = b1 * m + (1 - b1) * g
        np.divide(direction, scratch, out=scratch)
        np.multiply(scratch, rate * np.float32((1 - 0.999**steps) ** 0.5 / (1 - 0.9**steps)), out=scratch)
        np.subtract(parameters, scratch, out=parameters)


turn = 0


def step():
    global turn
    first = turn % w.batches * w.batch
    run = recurrent if w.recurrent else dense
    loss = run(features[first : first + w.batch], labels[first : first + w.batch])
    update()
    turn += 1
    return loss


serve(step)
