"""Writes heldout.json: random networks that PyTorch trains in double precision, for the tests to train alike.

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python Tests/Reference/heldout.py [count [seed [file]]]

Every network has random layers, loss, optimizer, schedule, clipping, regularizers and frozen layers, written as Descent
spells them, its first parameters, and what becomes of it: outputs, loss and gradient before the first step, parameters
after the first and the last step, running statistics. An epoch is one step with all samples, in their order.
Parameters lie as in Descent: rows of weights are inputs, images are height × width × channels.
"""
import json
import math
import pathlib
import random
import re
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 36
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
FILE = pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else pathlib.Path(__file__).with_name("heldout.json")


def numbers(tensor):
    """Twelve digits."""
    return [float(f"{x:.12g}") for x in tensor.detach().reshape(-1).tolist()]


def drawn(size, *shape):
    """Numbers that a float holds exactly."""
    return (torch.randn(*shape) * size * 64).round() / 64


class Tensor:
    def __init__(self, value, role):
        self.value, self.role = value.requires_grad_(True), role


ACTIVATIONS = {
    "sigmoid": torch.sigmoid, "hard-sigmoid": F.hardsigmoid, "tanh": torch.tanh, "softsign": F.softsign,
    "softplus": F.softplus, "relu": torch.relu, "leaky-relu slope=0.25": lambda x: F.leaky_relu(x, 0.25), "elu": F.elu,
    "elu alpha=0.5": lambda x: F.elu(x, 0.5), "selu": F.selu, "gelu": F.gelu,
    "gelu approximate=tanh": lambda x: F.gelu(x, approximate="tanh"), "swish": F.silu, "mish": F.mish,
    "identity": lambda x: x,
}


def same(size, kernel, stride):
    zeros = max(0, (-(-size // stride) - 1) * stride + kernel - size)
    return zeros // 2, zeros - zeros // 2


class Layer:
    """A notation, tensors, running statistics and a function; `shape` is that of a sample that enters."""

    def __init__(self, kind, shape, r):
        self.tensors, self.state, self.frozen = [], [], False
        getattr(self, kind.replace("-", "_"))(shape, r)

    def add(self, value, role="weight"):
        self.tensors.append(Tensor(value, role))
        return self.tensors[-1].value

    def activation(self, shape, r):
        name = r.choice(list(ACTIVATIONS))
        self.notation, self.function = f"activation {name}", ACTIVATIONS[name]

    def prelu(self, shape, r):
        slopes = self.add(drawn(0.3, shape[-1]), "slope")
        self.notation, self.function = "activation prelu", lambda x: torch.where(x > 0, x, slopes * x)

    def dense(self, shape, r, units=None):
        units = units or r.randint(2, 6)
        inputs = math.prod(shape)
        w = self.add(drawn(1 / math.sqrt(inputs), inputs, units))
        b = self.add(drawn(0.3, units), "bias") if r.random() < 0.8 else None
        self.notation = f"dense {units}" + ("" if b is not None else " bias=off")
        self.function = lambda x: F.linear(x.flatten(1), w.T, b)

    def conv(self, shape, r):
        filters, kernel, stride, padding = r.randint(1, 4), r.randint(1, 3), r.randint(1, 2), r.choice(["same", "valid"])
        w = self.add(drawn(1 / math.sqrt(kernel * kernel * shape[2]), kernel, kernel, shape[2], filters))
        b = self.add(drawn(0.3, filters), "bias")
        self.notation = f"conv {filters} kernel={kernel} stride={stride} padding={padding}"

        def function(x):
            x = x.permute(0, 3, 1, 2)
            if padding == "same":
                (top, bottom), (left, right) = same(shape[0], kernel, stride), same(shape[1], kernel, stride)
                x = F.pad(x, (left, right, top, bottom))
            return F.conv2d(x, w.permute(3, 2, 0, 1).contiguous(), b, stride=stride).permute(0, 2, 3, 1)

        self.function = function

    def maxpool(self, shape, r):
        size, stride = r.choice([(2, 2), (2, 1), (3, 2)])
        self.notation = f"maxpool {size} stride={stride}"
        self.function = lambda x: F.max_pool2d(x.permute(0, 3, 1, 2), size, stride).permute(0, 2, 3, 1)

    def avgpool(self, shape, r):
        size, stride = r.choice([(2, 2), (2, 1), (3, 2)])
        self.notation = f"avgpool {size} stride={stride}"
        self.function = lambda x: F.avg_pool2d(x.permute(0, 3, 1, 2), size, stride).permute(0, 2, 3, 1)

    def global_avgpool(self, shape, r):
        self.notation, self.function = "global-avgpool", lambda x: x.mean((1, 2))

    def flatten(self, shape, r):
        self.notation, self.function = "flatten", lambda x: x.flatten(1)

    def batchnorm(self, shape, r):
        momentum, epsilon = r.choice([0.9, 0.99, 0.5]), r.choice([1e-5, 1e-3])
        gamma, beta = self.add(drawn(1, shape[-1]), "scale"), self.add(drawn(0.5, shape[-1]), "shift")
        self.state = [drawn(0.3, shape[-1]), drawn(0.3, shape[-1]).abs() + 0.5]
        self.notation = f"batchnorm momentum={momentum} epsilon={epsilon}"

        def function(x, training=True):
            rows = x.reshape(-1, shape[-1])
            # A frozen layer normalizes by the batch and leaves its running statistics.
            state = [None, None] if training and self.frozen else self.state
            return F.batch_norm(rows, *state, gamma, beta, training, 1 - momentum, epsilon).reshape(x.shape)

        self.function, self.knows_mode = function, True

    def layernorm(self, shape, r):
        epsilon = r.choice([1e-5, 1e-3])
        gamma, beta = self.add(drawn(1, shape[-1]), "scale"), self.add(drawn(0.5, shape[-1]), "shift")
        self.notation = f"layernorm epsilon={epsilon}"
        self.function = lambda x: F.layer_norm(x, (shape[-1],), gamma, beta, epsilon)

    def recurrent(self, shape, r, module, name, gates, own_bias=False):
        units, features = r.randint(2, 4), math.prod(shape[1:])
        w, u = self.add(drawn(0.5, features, gates * units)), self.add(drawn(0.5, units, gates * units))
        b = [self.add(drawn(0.3, units), "bias") for _ in range(gates)]
        own = self.add(drawn(0.3, units), "bias") if own_bias else torch.zeros(units)
        sequence = r.random() < 0.5
        module = module(features, units)
        self.notation = f"{name.replace('@', str(units))} return={'sequence' if sequence else 'last'}"

        def function(x):
            weights = {
                "weight_ih_l0": w.T, "weight_hh_l0": u.T, "bias_ih_l0": torch.cat(b),
                "bias_hh_l0": torch.cat([torch.zeros((gates - 1) * units), own]),
            }
            y = torch.func.functional_call(module, weights, (x.flatten(2),))[0]
            return y if sequence else y[:, -1]

        self.function = function

    def rnn(self, shape, r):
        kind = r.choice(["tanh", "relu"])
        make = lambda f, u: torch.nn.RNN(f, u, nonlinearity=kind, batch_first=True)
        self.recurrent(shape, r, make, f"rnn @ {kind}", 1)

    def lstm(self, shape, r):
        self.recurrent(shape, r, lambda f, u: torch.nn.LSTM(f, u, batch_first=True), "lstm @", 4)

    def gru(self, shape, r):
        self.recurrent(shape, r, lambda f, u: torch.nn.GRU(f, u, batch_first=True), "gru @", 3, True)

    def __call__(self, x, training=True):
        return self.function(x, training) if hasattr(self, "knows_mode") else self.function(x)


KINDS = {
    1: ["dense", "dense", "batchnorm", "layernorm", "activation", "activation", "prelu"],
    2: ["rnn", "lstm", "gru", "rnn", "lstm", "gru", "batchnorm", "layernorm", "activation", "prelu"],
    3: ["conv", "conv", "conv", "maxpool", "avgpool", "global-avgpool", "batchnorm", "layernorm", "activation", "prelu",
        "lstm", "gru"],
}
LOSSES = {
    "cross-entropy": F.cross_entropy, "binary-cross-entropy": F.binary_cross_entropy_with_logits,
    "mean-squared-error": F.mse_loss, "mean-absolute-error": F.l1_loss,
    "huber delta=0.5": lambda y, t: F.huber_loss(y, t, delta=0.5),
}
o = torch.optim
OPTIMIZERS = {
    "sgd lr=0.05": lambda w: o.SGD(w, 0.05),
    "momentum lr=0.02 beta=0.8": lambda w: o.SGD(w, 0.02, momentum=0.8),
    "nesterov lr=0.02": lambda w: o.SGD(w, 0.02, momentum=0.9, nesterov=True),
    "adagrad lr=0.05 epsilon=0.001": lambda w: o.Adagrad(w, 0.05, eps=0.001),
    "rmsprop lr=0.01 rho=0.8 epsilon=0.001": lambda w: o.RMSprop(w, 0.01, alpha=0.8, eps=0.001),
    "adadelta lr=2 epsilon=0.0001": lambda w: o.Adadelta(w, 2, rho=0.95, eps=0.0001),
    "adam lr=0.01 epsilon=0.001": lambda w: o.Adam(w, 0.01, eps=0.001),
    "adam lr=0.02 beta1=0.7 beta2=0.9 epsilon=0.01": lambda w: o.Adam(w, 0.02, (0.7, 0.9), 0.01),
    "adamax lr=0.01 epsilon=0.001": lambda w: o.Adamax(w, 0.01, eps=0.001),
    "nadam lr=0.01 epsilon=0.001": lambda w: o.NAdam(w, 0.01, eps=0.001),
    "adamw lr=0.01 epsilon=0.001 decay=0.3": lambda w: o.AdamW(w, 0.01, eps=0.001, weight_decay=0.3),
}
s = o.lr_scheduler
SCHEDULES = {
    "step factor=0.5 every=2": lambda x: s.StepLR(x, 2, 0.5),
    "exponential factor=0.8 every=1": lambda x: s.ExponentialLR(x, 0.8),
    "cosine epochs=7 end=0.001": lambda x: s.CosineAnnealingLR(x, 7, 0.001),
    "polynomial power=2 epochs=9": lambda x: s.PolynomialLR(x, 9, 2),
    "warmup 4 start=0.25": lambda x: s.LinearLR(x, 0.25, total_iters=4),
    "inverse-time after=3 power=0.5": lambda x: s.LambdaLR(x, lambda t: (1 + t / 3) ** -0.5),
    "onecycle max=0.05 epochs=8": lambda x: s.OneCycleLR(
        x, 0.05, total_steps=8, pct_start=0.45, anneal_strategy="linear", div_factor=10, final_div_factor=1000,
        three_phase=True, cycle_momentum="betas" in x.defaults),
}


def clip(notation, layers):
    """Without the 1e-6 that clip_grad_norm_ adds to the length."""
    kind, limit = notation.split()
    groups = [[t.value for t in layer.tensors if t.value.grad is not None] for layer in layers]
    groups = [group for group in groups if group]
    if kind == "value":
        for group in groups:
            torch.nn.utils.clip_grad_value_(group, float(limit))
        return
    for group in groups if kind == "norm" else [sum(groups, [])]:
        length = torch.sqrt(sum((w.grad**2).sum() for w in group))
        if length > float(limit):
            for w in group:
                w.grad *= float(limit) / length


REGULARIZERS = ["l1 0.01", "l1 0.1 method=proximal", "l2 0.02", "weight-decay 0.5", "max-norm 0.75"]


def network(seed, techniques):
    r = random.Random(seed)
    torch.manual_seed(seed)
    shape = r.choice([(5,), (4, 3), (6, 5, 2), (6, 5, 2)])
    samples, outputs = r.randint(4, 9), r.randint(2, 3)
    features, x = drawn(1, samples, *shape), None
    x, layers = features, []
    for _ in range(r.randint(2, 5)):
        try:
            layer = Layer(r.choice(KINDS[x.dim() - 1]), tuple(x.shape[1:]), r)
            x = layer(x, False).detach()
        except RuntimeError:  # A window that does not fit.
            continue
        layers.append(layer)
    layers.append(Layer("flatten", tuple(x.shape[1:]), r))
    x = x.flatten(1)
    last = Layer("flatten", tuple(x.shape[1:]), r)
    last.dense(tuple(x.shape[1:]), r, outputs)
    layers.append(last)
    loss = r.choice(list(LOSSES))
    targets = torch.randint(outputs, (samples,)) if loss == "cross-entropy" else (torch.rand(samples, outputs) * 64).round() / 64
    optimizer = techniques["optimizer"]
    clipping = r.choice([None, "value 0.01", "norm 0.05", "global-norm 0.05"])
    chosen = [name for name in REGULARIZERS if r.random() < 0.3]
    # PyTorch keeps the rate outside the velocity, and Nadam's momenta as they were: under a schedule both differ.
    schedule = None if optimizer.split()[0] in ("momentum", "nesterov") else techniques["schedule"]
    if optimizer.startswith("nadam") and (schedule or "").startswith("onecycle"):
        schedule = None
    for layer in layers[:-1]:
        layer.frozen = r.random() < 0.2
    for layer in layers:
        for tensor in layer.tensors:
            tensor.value.requires_grad_(not layer.frozen)
    tensors = [t for layer in layers for t in layer.tensors]
    trained = [t for layer in layers if not layer.frozen for t in layer.tensors]
    weights = [t.value for t in trained if t.role == "weight"]

    def flat():
        return sum([numbers(t.value) for t in tensors], [])

    def state():
        return sum([numbers(n) for layer in layers for n in layer.state], [])

    def forward(training=True):
        y = features
        for layer in layers:
            y = layer(y, training)
        return y

    result = {
        "seed": seed, "shape": list(shape), "samples": samples, "features": numbers(features), "loss": loss,
        "targets": targets.flatten().tolist(), "outputs": outputs, "layers": [layer.notation for layer in layers],
        "frozen": [layer.frozen for layer in layers], "optimizer": optimizer, "schedule": schedule, "clipping": clipping,
        "regularizers": chosen, "parameters": flat(),
    }
    with torch.no_grad():
        for layer in layers:
            if layer.state:
                layer.state = [n.clone() for n in layer.state]
        result["state"] = state()
        result["inference"] = numbers(forward(False))
    engine = OPTIMIZERS[optimizer]([t.value for t in trained])
    scheduler = SCHEDULES[schedule](engine) if schedule else None
    result["losses"] = []
    for step in range(6):
        rate = engine.param_groups[0]["lr"]
        engine.zero_grad()
        value = LOSSES[loss](forward(), targets)
        value.backward()
        result["losses"].append(float(f"{value.item():.12g}"))
        if step == 0:
            result["gradient"] = sum(
                [numbers(torch.zeros_like(t.value) if t.value.grad is None else t.value.grad) for t in tensors], [])
        penalty = sum(
            (w.abs() if name.startswith("l1") else w**2).sum() * float(name.split()[1])
            for name in chosen for w in weights if name in ("l1 0.01", "l2 0.02"))
        if torch.is_tensor(penalty):
            penalty.backward()
        if clipping:
            clip(clipping, layers)
        with torch.no_grad():
            for w in weights:
                if "weight-decay 0.5" in chosen:
                    w *= 1 - rate * 0.5
        engine.step()
        with torch.no_grad():
            for w in weights:
                if "l1 0.1 method=proximal" in chosen:
                    w.copy_(F.softshrink(w, rate * 0.1))
                if "max-norm 0.75" in chosen:
                    lengths = w.reshape(-1, w.shape[-1]).norm(dim=0)
                    w *= torch.clamp(0.75 / lengths, max=1)
        if scheduler:
            scheduler.step()
        if step == 0:
            result["afterOne"] = flat()
    result["afterAll"], result["stateAfterAll"] = flat(), state()
    return result


names = (list(OPTIMIZERS), [None] + list(SCHEDULES))
result = {
    "made with": f"Tests/Reference/heldout.py {COUNT} {SEED}, PyTorch {torch.__version__}, double precision",
    "networks": [
        network(SEED * 100_000 + k, {"optimizer": names[0][k % len(names[0])], "schedule": names[1][k % len(names[1])]})
        for k in range(COUNT)
    ],
}
# One line for each list of numbers.
text = re.sub(r"\[[^\[\]{}]*\]", lambda list: " ".join(list[0].split()), json.dumps(result, indent=1))
FILE.write_text(text + "\n")
