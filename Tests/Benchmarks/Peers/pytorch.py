"""usage: pytorch.py WORKLOAD [compiled] [foreach | fused] [channels-last] [threads=N]"""

import sys

import torch
from torch import nn

from protocol import serve
from workloads import workloads

w = workloads[sys.argv[1]]
options = set(sys.argv[2:])
torch.manual_seed(1)
torch.set_num_threads(next((int(o[8:]) for o in options if o.startswith("threads=")), 2))
activations = {"relu": nn.ReLU, "elu": nn.ELU, "tanh": nn.Tanh}


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(w.shape[1], w.recurrent, batch_first=True)
        self.out = nn.Linear(w.recurrent, 10)

    def forward(self, x):
        return self.out(self.rnn(x)[1][0])


def network():
    if w.recurrent:
        return Recurrent()
    layers, width, act = [], w.shape[-1], activations[w.activation]
    for filters, rate in zip(w.filters, (0.2, 0.3, 0.4)):
        for _ in range(2):
            layers += [nn.Conv2d(width, filters, 3, padding=1), act()]
            layers += [nn.BatchNorm2d(filters)] if w.normalized else []
            width = filters
        layers += [nn.MaxPool2d(2), nn.Dropout(rate)]
    if w.filters:
        layers += [nn.Flatten()]
        width *= (w.shape[0] // 8) ** 2
    for units in w.units:
        layers += [nn.Linear(width, units)]
        norm = [nn.BatchNorm1d(units)] if w.normalized else []
        layers += [act()] + norm + [nn.Dropout(0.5)] if w.filters else norm + [act()]
        width = units
    return nn.Sequential(*layers, nn.Linear(width, 10))


net = network()
# As many kernels at a time as the optimizer offers: one by one, lists of tensors, or one fused loop.
kind = {"foreach": "foreach" in options, "fused": "fused" in options}
if "foreach" not in options and "fused" not in options:
    kind = {"foreach": False}
if w.optimizer == "nadam":
    kind.pop("fused", None)
    optimizer = torch.optim.NAdam(net.parameters(), lr=w.rate, **kind)
elif w.optimizer == "adam":
    optimizer = torch.optim.Adam(net.parameters(), lr=w.rate, **kind)
else:
    momentum = 0.9 if w.optimizer == "momentum" else 0
    optimizer = torch.optim.SGD(net.parameters(), lr=w.rate, momentum=momentum, **kind)

features, labels = w.data()
x = torch.from_numpy(features)
if w.filters:
    x = x.permute(0, 3, 1, 2).contiguous()
if "channels-last" in options:
    net = net.to(memory_format=torch.channels_last)
    x = x.to(memory_format=torch.channels_last)
y = torch.from_numpy(labels)
batches = list(zip(x.split(w.batch), y.split(w.batch)))
measure = nn.CrossEntropyLoss()


def statistics():
    """Of every layer's weights, as Descent shows them: mean |g|, deviation, norm, extremes and the share of zeros."""
    rows = []
    for p in net.parameters():
        if p.dim() > 1:
            g = p.grad
            rows.append(torch.stack([
                g.abs().mean(), g.std(), g.norm(), g.min(), g.max(), (g == 0).float().mean()]))
    return torch.stack(rows)


def gradient(x, y):
    optimizer.zero_grad(set_to_none=True)
    loss = measure(net(x), y)
    loss.backward()
    if w.recurrent:
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    return loss


def update():
    optimizer.step()


if "compiled" in options:
    forward = torch.compile(lambda x, y: measure(net(x), y))
    statistics = torch.compile(statistics)
    update = torch.compile(update)

    def gradient(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = forward(x, y)
        loss.backward()
        if w.recurrent:
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        return loss


turn = 0


def step():
    global turn
    loss = gradient(*batches[turn % len(batches)])
    if w.watches:
        statistics().tolist()
    update()
    turn += 1
    return loss.item()


serve(step)
