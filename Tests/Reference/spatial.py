"""Writes spatial.json: what PyTorch computes, in double precision, for layers on images. Needs PyTorch 2; run as

    python3 Tests/Reference/spatial.py

Images are height × width × channels here, kernels [kernel, kernel, channels, filters]; PyTorch puts channels, and filters,
first. Every test of Descent that reads the file compares with these numbers; none of them is Descent's own.
"""

import json
import pathlib
import re

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def wave(count, step, size):
    """Numbers without structure that a float holds exactly: multiples of 1/64."""
    return (torch.sin(torch.arange(count) * step + 1.0) * size * 64).round() / 64


def images(samples, height, width, channels):
    return wave(samples * height * width * channels, 1.7, 2.0).reshape(samples, height, width, channels)


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1) if x.dim() == 4 else x


def same(size, kernel, stride):
    """The zeros before and after that leave ⌈size / stride⌉ outputs, the odd one after (TensorFlow's rule)."""
    outputs = -(-size // stride)
    zeros = max(0, (outputs - 1) * stride + kernel - size)
    return zeros // 2, zeros - zeros // 2


def layer(shape, parameters, function, samples=3):
    """Output, and ∂L/∂input and ∂L/∂parameters for L = Σ output·weight."""
    x = images(samples, *shape).requires_grad_()
    parameters = [p.clone().requires_grad_() for p in parameters]
    y = channels_last(function(channels_first(x), *parameters))
    weight = wave(y.numel(), 0.9, 1.5).reshape(y.shape)
    (y * weight).sum().backward()
    return {
        "shape": list(shape), "samples": samples, "input": numbers(x),
        "parameters": [n for p in parameters for n in numbers(p)], "output": numbers(y),
        "outputGradient": numbers(weight), "inputGradient": numbers(x.grad),
        "gradients": [n for p in parameters for n in numbers(p.grad)],
    }


def conv(shape, filters, kernel, stride=1, padding="same"):
    height, width, channels = shape
    w = wave(kernel * kernel * channels * filters, 2.3, 0.8).reshape(kernel, kernel, channels, filters)
    b = wave(filters, 1.1, 0.3)

    def function(x, w, b):
        if padding == "same":
            (top, bottom), (left, right) = same(height, kernel, stride), same(width, kernel, stride)
            x = F.pad(x, (left, right, top, bottom))
        return F.conv2d(x, w.permute(3, 2, 0, 1), b, stride=stride)

    return layer(shape, [w, b], function)


def layernorm(shape, epsilon):
    channels = shape[2]

    def function(x, gamma, beta):
        return channels_first(F.layer_norm(x.permute(0, 2, 3, 1), (channels,), gamma, beta, epsilon))

    return layer(shape, [wave(channels, 0.7, 1.5), wave(channels, 3.1, 0.5)], function)


LAYERS = {
    "conv 4": conv((6, 5, 3), 4, 3),
    "conv 3 kernel=1": conv((4, 4, 2), 3, 1),
    "conv 3 kernel=2": conv((5, 5, 2), 3, 2),
    "conv 9 kernel=5 padding=valid": conv((7, 6, 2), 9, 5, padding="valid"),
    "conv 2 kernel=3 stride=2": conv((6, 7, 3), 2, 3, stride=2),
    "conv 5 kernel=2 stride=2 padding=valid": conv((7, 5, 1), 5, 2, stride=2, padding="valid"),
    "maxpool 2": layer((5, 6, 3), [], lambda x: F.max_pool2d(x, 2)),
    "maxpool 3 stride=2": layer((7, 6, 2), [], lambda x: F.max_pool2d(x, 3, 2)),
    "avgpool 2": layer((5, 6, 3), [], lambda x: F.avg_pool2d(x, 2)),
    "avgpool 3 stride=2": layer((7, 6, 2), [], lambda x: F.avg_pool2d(x, 3, 2)),
    "global-avgpool": layer((4, 5, 3), [], lambda x: x.mean((2, 3))),
    "layernorm": layernorm((3, 2, 5), 1e-5),
    "layernorm epsilon=0.001": layernorm((2, 2, 7), 1e-3),
}


def alpha_dropout(rate):
    """What a kept 1, a kept 0 and a dropped number become."""
    torch.manual_seed(1)
    ones = F.alpha_dropout(torch.ones(1000), rate, training=True).unique()
    zeros = F.alpha_dropout(torch.zeros(1000), rate, training=True).unique()
    dropped = ones.min().item()
    return {"one": ones.max().item(), "zero": zeros.max().item(), "dropped": dropped}


STEPS = 5


def network():
    """6×6×2 images: conv 5 with batch normalization before its elu, maxpool, conv 4 kernel=2 with tanh and normalization
    after it, flatten, dense 3, cross-entropy; five steps of plain descent at 0.1 on nine samples."""
    conv1, norm1 = torch.nn.Conv2d(2, 5, 3, padding=1), torch.nn.BatchNorm2d(5)
    conv2, norm2 = torch.nn.Conv2d(5, 4, 2, padding="same"), torch.nn.BatchNorm2d(4)
    dense = torch.nn.Linear(36, 3)
    features, labels = images(9, 6, 6, 2), torch.tensor([0, 1, 2, 1, 0, 2, 2, 1, 0])
    with torch.no_grad():
        conv1.weight.copy_(wave(90, 2.3, 0.8).reshape(3, 3, 2, 5).permute(3, 2, 0, 1))
        conv1.bias.copy_(wave(5, 1.1, 0.3))
        norm1.weight.copy_(wave(5, 0.7, 1.5)), norm1.bias.copy_(wave(5, 3.1, 0.5))
        conv2.weight.copy_(wave(80, 1.3, 0.6).reshape(2, 2, 5, 4).permute(3, 2, 0, 1))
        conv2.bias.copy_(wave(4, 2.1, 0.2))
        norm2.weight.copy_(wave(4, 0.6, 1.2)), norm2.bias.copy_(wave(4, 2.7, 0.4))
        dense.weight.copy_(wave(108, 0.9, 0.8).reshape(36, 3).T), dense.bias.copy_(wave(3, 1.9, 0.4))

    def forward():
        x = F.max_pool2d(F.elu(norm1(conv1(channels_first(features)))), 2)
        x = norm2(torch.tanh(conv2(x)))
        return dense(channels_last(x).flatten(1))

    def flat(of):
        return (
            numbers(of(conv1.weight).permute(2, 3, 1, 0)) + numbers(of(conv1.bias)) + numbers(of(norm1.weight))
            + numbers(of(norm1.bias)) + numbers(of(conv2.weight).permute(2, 3, 1, 0)) + numbers(of(conv2.bias))
            + numbers(of(norm2.weight)) + numbers(of(norm2.bias)) + numbers(of(dense.weight).T)
            + numbers(of(dense.bias))
        )

    parts = [conv1, norm1, conv2, norm2, dense]
    optimizer = torch.optim.SGD([p for part in parts for p in part.parameters()], lr=0.1)
    result = {"features": numbers(features), "labels": labels.tolist(), "parameters": flat(lambda p: p), "losses": []}
    for step in range(STEPS):
        optimizer.zero_grad()
        value = F.cross_entropy(forward(), labels)
        value.backward()
        result["losses"].append(value.item())
        if step == 0:
            result["gradient"] = flat(lambda p: p.grad)
        optimizer.step()
    result["trained"] = flat(lambda p: p)
    result["state"] = (
        numbers(norm1.running_mean) + numbers(norm1.running_var) + numbers(norm2.running_mean)
        + numbers(norm2.running_var)
    )
    return result


result = {
    "made with": f"Tests/Reference/spatial.py, PyTorch {torch.__version__}, double precision",
    "layers": LAYERS,
    "alphaDropout": {str(rate): alpha_dropout(rate) for rate in (0.05, 0.1, 0.5)},
    "network": network(),
}
# One line for each list of numbers.
text = re.sub(r"\[[^\[\]{}]*\]", lambda list: " ".join(list[0].split()), json.dumps(result, indent=1))
pathlib.Path(__file__).with_name("spatial.json").write_text(text + "\n")
