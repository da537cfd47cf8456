"""Writes pytorch.json: values of activations, losses, optimizers, schedules, clipping and a small network as PyTorch computes
them in double precision, for the tests to compare with.

    python3 -m venv venv && venv/bin/pip install torch && venv/bin/python Tests/Reference/pytorch.py

Everything is computed from the numbers below; nothing is drawn at random.
"""
import json
import pathlib
import re

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return [float(x) for x in tensor.detach().reshape(-1)]


# Points on both sides of every kink, near and far; not on the kinks.
POINTS = [-20, -5.5, -3.25, -2.9, -1, -0.75, -0.1, -0.001, 0.001, 0.1, 0.75, 1, 2.9, 3.25, 5.5, 20]

ACTIVATIONS = {
    "identity": lambda x: x,
    "sigmoid": torch.sigmoid,
    "hard-sigmoid": F.hardsigmoid,
    "tanh": torch.tanh,
    "softsign": F.softsign,
    "softplus": lambda x: F.softplus(x, threshold=1000),
    "relu": torch.relu,
    "leaky-relu": F.leaky_relu,
    "leaky-relu slope=0.3": lambda x: F.leaky_relu(x, 0.3),
    "prelu": lambda x: F.prelu(x, torch.tensor([0.25])),
    "rrelu": lambda x: F.rrelu(x, training=False),
    "elu": F.elu,
    "elu alpha=0.5": lambda x: F.elu(x, 0.5),
    "selu": F.selu,
    "gelu": F.gelu,
    "gelu approximate=tanh": lambda x: F.gelu(x, approximate="tanh"),
    "swish": F.silu,
    "mish": F.mish,
}


def activation(function):
    x = torch.tensor(POINTS, dtype=torch.float64, requires_grad=True)
    y = function(x)
    y.sum().backward()
    return {"values": numbers(y), "slopes": numbers(x.grad)}


# Three samples of four outputs.
OUTPUTS = [[0.5, -1.2, 3.0, 0.1], [-40.0, 2.0, 1.5, -0.3], [0.0, 0.0, 0.25, 9.0]]
LABELS = [2, 1, 0]
VALUES = [[0.0, -1.0, 3.5, 0.2], [-38.0, 2.0, 0.5, 0.0], [1.5, -2.5, 0.25, 7.0]]
SHARES = [[0.0, 1.0, 0.25, 1.0], [0.0, 1.0, 0.0, 0.5], [1.0, 0.0, 0.75, 1.0]]

LOSSES = {
    "cross-entropy": ("labels", lambda y, t: F.cross_entropy(y, t)),
    "binary-cross-entropy": ("shares", lambda y, t: F.binary_cross_entropy_with_logits(y, t)),
    "mean-squared-error": ("values", lambda y, t: F.mse_loss(y, t)),
    "mean-absolute-error": ("values", lambda y, t: F.l1_loss(y, t)),
    "huber": ("values", lambda y, t: F.huber_loss(y, t)),
    "huber delta=0.5": ("values", lambda y, t: F.huber_loss(y, t, delta=0.5)),
}
TARGETS = {"labels": torch.tensor(LABELS), "values": torch.tensor(VALUES), "shares": torch.tensor(SHARES)}


def loss(kind, function):
    y = torch.tensor(OUTPUTS, requires_grad=True)
    value = function(y, TARGETS[kind])
    value.backward()
    return {"targets": kind, "loss": value.item(), "gradient": numbers(y.grad)}


# Twenty steps down a bent bowl: L = Σ curvature·w²/2 + cos(3w).
START = [1.0, -2.0, 0.5, 3.0, -0.25]
CURVATURE = [1.0, 0.1, 10.0, 3.0, 25.0]
STEPS = 20

OPTIMIZERS = {
    "sgd lr=0.02": lambda w: torch.optim.SGD([w], lr=0.02),
    "momentum lr=0.02": lambda w: torch.optim.SGD([w], lr=0.02, momentum=0.9),
    "momentum lr=0.02 beta=0.5": lambda w: torch.optim.SGD([w], lr=0.02, momentum=0.5),
    "nesterov lr=0.02": lambda w: torch.optim.SGD([w], lr=0.02, momentum=0.9, nesterov=True),
    "adam lr=0.1": lambda w: torch.optim.Adam([w], lr=0.1),
    "adam lr=0.1 beta1=0.8 beta2=0.95 epsilon=0.01": lambda w: torch.optim.Adam(
        [w], lr=0.1, betas=(0.8, 0.95), eps=0.01
    ),
    "adagrad lr=0.3": lambda w: torch.optim.Adagrad([w], lr=0.3),
    "rmsprop lr=0.05": lambda w: torch.optim.RMSprop([w], lr=0.05, alpha=0.9),
    "rmsprop lr=0.05 rho=0.99 epsilon=0.01": lambda w: torch.optim.RMSprop([w], lr=0.05, alpha=0.99, eps=0.01),
    "adadelta lr=1": lambda w: torch.optim.Adadelta([w], lr=1.0, rho=0.95, eps=1e-6),
    "adadelta lr=1 rho=0.9 epsilon=0.0001": lambda w: torch.optim.Adadelta([w], lr=1.0, rho=0.9, eps=1e-4),
    "adamax lr=0.1": lambda w: torch.optim.Adamax([w], lr=0.1),
    "nadam lr=0.1": lambda w: torch.optim.NAdam([w], lr=0.1),
    # So fast a decay of the schedule's factor leaves μ = β₁ from the first step.
    "nadam lr=0.1 beta1=0.8 schedule=off": lambda w: torch.optim.NAdam(
        [w], lr=0.1, betas=(0.8, 0.999), momentum_decay=1e9
    ),
    "adamw lr=0.1": lambda w: torch.optim.AdamW([w], lr=0.1),
    "adamw lr=0.1 decay=0.5": lambda w: torch.optim.AdamW([w], lr=0.1, weight_decay=0.5),
}


def trajectory(make):
    w = torch.tensor(START, requires_grad=True)
    optimizer = make(w)
    path = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        (torch.tensor(CURVATURE) * w * w / 2 + torch.cos(3 * w)).sum().backward()
        optimizer.step()
        path.append(numbers(w))
    return path


# Rates, and momenta where they change, of the steps of a training; for all but the first two a step is an epoch.
SCHEDULES = {
    "onecycle max=0.1": (100, lambda o: torch.optim.lr_scheduler.OneCycleLR(
        o, 0.1, total_steps=100, pct_start=0.45, anneal_strategy="linear", div_factor=10, final_div_factor=1000,
        three_phase=True)),
    "onecycle max=0.5 div=25 final-div=100 rise=0.3 shape=cosine high=0.9 low=0.8": (
        37, lambda o: torch.optim.lr_scheduler.OneCycleLR(
            o, 0.5, total_steps=37, pct_start=0.3, div_factor=25, final_div_factor=100, three_phase=True,
            base_momentum=0.8, max_momentum=0.9)),
    "cosine end=0.01": (30, lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 30, eta_min=0.01)),
    "polynomial power=2": (30, lambda o: torch.optim.lr_scheduler.PolynomialLR(o, 30, power=2)),
    "step factor=0.5 every=4": (30, lambda o: torch.optim.lr_scheduler.StepLR(o, 4, gamma=0.5)),
    "exponential factor=0.9 every=1": (30, lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.9)),
    "warmup 5 start=0.2": (30, lambda o: torch.optim.lr_scheduler.LinearLR(o, 0.2, total_iters=5)),
}
RATE = 0.3


def schedule(steps, make):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE, momentum=0.9)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if len(rates) < steps:
            scheduler.step()
    return {"rates": rates, "momenta": momenta}


# Validation losses and the rate that follows each. PyTorch's patience is one less than what it tolerates.
VALIDATION = [1, 0.8, 0.79, 0.81, 0.8, 0.7, 0.75, 0.72, 0.71, 0.69, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.5, 0.6, 0.6, 0.6]


def plateau():
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=1, threshold=0.02, threshold_mode="abs", cooldown=1, min_lr=0.01, eps=0)
    rates = []
    for value in VALIDATION:
        scheduler.step(value)
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


# Two layers' gradients.
GRADIENTS = [[3.0, -4.0, 0.5], [0.1, -12.0]]


def clipping(function):
    tensors = [torch.zeros(len(g), requires_grad=True) for g in GRADIENTS]
    for tensor, gradient in zip(tensors, GRADIENTS):
        tensor.grad = torch.tensor(gradient)
    function(tensors)
    return [x for tensor in tensors for x in numbers(tensor.grad)]


CLIPPINGS = {
    "value 0.75": lambda ts: torch.nn.utils.clip_grad_value_(ts, 0.75),
    "norm 2": lambda ts: [torch.nn.utils.clip_grad_norm_([t], 2.0) for t in ts],
    "global-norm 2": lambda ts: torch.nn.utils.clip_grad_norm_(ts, 2.0),
    "global-norm 100": lambda ts: torch.nn.utils.clip_grad_norm_(ts, 100.0),
}


def wave(count, step, size):
    """Numbers without structure that a float holds exactly: multiples of 1/64."""
    return (torch.sin(torch.arange(count) * step + 1.0) * size * 64).round() / 64


def network():
    """4 inputs, dense 5, batch normalization, tanh, dense 3, cross-entropy; six samples, one step in training mode."""
    dense1, norm, dense2 = torch.nn.Linear(4, 5), torch.nn.BatchNorm1d(5), torch.nn.Linear(5, 3)
    features, labels = wave(24, 1.7, 2.0).reshape(6, 4), torch.tensor([0, 1, 2, 1, 0, 2])
    # Rows are inputs here, where PyTorch stores outputs first.
    weights1, weights2 = wave(20, 2.3, 0.8).reshape(4, 5), wave(15, 0.9, 0.8).reshape(5, 3)
    with torch.no_grad():
        dense1.weight.copy_(weights1.T), dense1.bias.copy_(wave(5, 1.1, 0.3))
        norm.weight.copy_(wave(5, 0.7, 1.5)), norm.bias.copy_(wave(5, 3.1, 0.5))
        dense2.weight.copy_(weights2.T), dense2.bias.copy_(wave(3, 1.9, 0.4))
    parameters = (
        numbers(dense1.weight.T) + numbers(dense1.bias) + numbers(norm.weight) + numbers(norm.bias)
        + numbers(dense2.weight.T) + numbers(dense2.bias)
    )
    value = F.cross_entropy(dense2(torch.tanh(norm(dense1(features)))), labels)
    value.backward()
    gradient = (
        numbers(dense1.weight.grad.T) + numbers(dense1.bias.grad) + numbers(norm.weight.grad)
        + numbers(norm.bias.grad) + numbers(dense2.weight.grad.T) + numbers(dense2.bias.grad)
    )
    return {
        "features": numbers(features), "labels": labels.tolist(), "parameters": parameters,
        "loss": value.item(), "gradient": gradient,
        "runningMean": numbers(norm.running_mean), "runningVariance": numbers(norm.running_var),
    }


result = {
    "made with": f"Tests/Reference/pytorch.py, PyTorch {torch.__version__}, double precision",
    "points": POINTS,
    "activations": {name: activation(f) for name, f in ACTIVATIONS.items()},
    "outputs": [x for row in OUTPUTS for x in row],
    "labels": LABELS,
    "values": [x for row in VALUES for x in row],
    "shares": [x for row in SHARES for x in row],
    "losses": {name: loss(kind, f) for name, (kind, f) in LOSSES.items()},
    "start": START,
    "curvature": CURVATURE,
    "optimizers": {name: trajectory(make) for name, make in OPTIMIZERS.items()},
    "rate": RATE,
    "schedules": {name: schedule(*entry) for name, entry in SCHEDULES.items()},
    "validation": VALIDATION,
    "plateau": plateau(),
    "gradients": GRADIENTS,
    "clippings": {name: clipping(f) for name, f in CLIPPINGS.items()},
    "network": network(),
}
# One line for each list of numbers.
text = re.sub(r"\[[^\[\]{}]*\]", lambda list: " ".join(list[0].split()), json.dumps(result, indent=1))
pathlib.Path(__file__).with_name("pytorch.json").write_text(text + "\n")
