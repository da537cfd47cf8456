"""Writes recurrent.json: recurrent layers as PyTorch computes them in double precision, for the tests to compare with.

    python3 -m venv venv && venv/bin/pip install torch && venv/bin/python Tests/Reference/recurrent.py

PyTorch adds two biases in every gate, b_ih and b_hh. Only their sum acts, except in the GRU's candidate, so b_hh is held
at 0 here wherever it is redundant. Rows of weights are inputs here, where PyTorch stores outputs first.
Everything is computed from the numbers below; nothing is drawn at random.
"""
import json
import pathlib
import re

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SAMPLES, STEPS, FEATURES, UNITS, CLASSES, UPDATES = 6, 7, 3, 5, 3, 5


def wave(count, step, size):
    """Numbers without structure that a float holds exactly: multiples of 1/64."""
    return (torch.sin(torch.arange(count) * step + 1.0) * size * 64).round() / 64


def numbers(tensor):
    return [float(x) for x in tensor.detach().reshape(-1)]


class Case:
    def __init__(self, layer, own_recurrent_bias=0):
        """own_recurrent_bias: how many of the last entries of b_hh are not redundant."""
        self.layer, self.own = layer, own_recurrent_bias
        width = layer.weight_ih_l0.shape[0]
        mask = torch.zeros(width)
        mask[width - own_recurrent_bias :] = 1 if own_recurrent_bias else 0
        with torch.no_grad():
            layer.weight_ih_l0.copy_(wave(FEATURES * width, 2.3, 0.9).reshape(FEATURES, width).T)
            layer.weight_hh_l0.copy_(wave(UNITS * width, 0.9, 0.6).reshape(UNITS, width).T)
            layer.bias_ih_l0.copy_(wave(width, 1.1, 0.3))
            layer.bias_hh_l0.copy_(wave(width, 0.7, 0.5) * mask)
        layer.bias_hh_l0.register_hook(lambda gradient: gradient * mask)
        self.dense = torch.nn.Linear(UNITS, CLASSES)
        with torch.no_grad():
            self.dense.weight.copy_(wave(UNITS * CLASSES, 1.3, 0.8).reshape(UNITS, CLASSES).T)
            self.dense.bias.copy_(wave(CLASSES, 1.9, 0.4))

    def flat(self, of):
        layer, own = self.layer, self.own
        parts = [of(layer.weight_ih_l0).T, of(layer.weight_hh_l0).T, of(layer.bias_ih_l0)]
        if own:
            parts.append(of(layer.bias_hh_l0)[-own:])
        return sum([numbers(part) for part in parts], [])

    def flat_with_dense(self, of):
        return self.flat(of) + numbers(of(self.dense.weight).T) + numbers(of(self.dense.bias))


def results(case):
    features = wave(SAMPLES * STEPS * FEATURES, 1.7, 1.5).reshape(SAMPLES, STEPS, FEATURES).requires_grad_(True)
    weights = wave(SAMPLES * STEPS * UNITS, 2.9, 1.0).reshape(SAMPLES, STEPS, UNITS)
    parameters = case.flat(lambda p: p)
    whole, last = case.layer(features)
    (whole * weights).sum().backward()
    result = {
        "parameters": parameters, "features": numbers(features), "weights": numbers(weights),
        "states": numbers(whole), "gradient": case.flat(lambda p: p.grad), "inputGradient": numbers(features.grad),
    }
    if isinstance(last, tuple):
        result["lastCell"] = numbers(last[1])
    # A classifier on the last state, five updates of Adam.
    labels = torch.tensor([0, 1, 2, 1, 0, 2])
    everything = list(case.layer.parameters()) + list(case.dense.parameters())
    optimizer = torch.optim.Adam(everything, lr=0.05)
    result["labels"] = labels.tolist()
    result["start"] = case.flat_with_dense(lambda p: p)
    result["losses"], result["path"] = [], []
    for _ in range(UPDATES):
        optimizer.zero_grad()
        loss = F.cross_entropy(case.dense(case.layer(features.detach())[0][:, -1]), labels)
        loss.backward()
        optimizer.step()
        result["losses"].append(loss.item())
        result["path"].append(case.flat_with_dense(lambda p: p))
    return result


CASES = {
    "rnn": Case(torch.nn.RNN(FEATURES, UNITS, batch_first=True)),
    "rnn relu": Case(torch.nn.RNN(FEATURES, UNITS, nonlinearity="relu", batch_first=True)),
    "lstm": Case(torch.nn.LSTM(FEATURES, UNITS, batch_first=True)),
    "gru": Case(torch.nn.GRU(FEATURES, UNITS, batch_first=True), own_recurrent_bias=UNITS),
}

result = {
    "made with": f"Tests/Reference/recurrent.py, PyTorch {torch.__version__}, double precision",
    "samples": SAMPLES, "steps": STEPS, "inputs": FEATURES, "units": UNITS, "classes": CLASSES,
    "cases": {name: results(case) for name, case in CASES.items()},
}
# One line for each list of numbers.
text = re.sub(r"\[[^\[\]{}]*\]", lambda list: " ".join(list[0].split()), json.dumps(result, indent=1))
pathlib.Path(__file__).with_name("recurrent.json").write_text(text + "\n")
