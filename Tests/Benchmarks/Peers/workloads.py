"""The workloads of Workload.swift, as plain facts that every peer builds its own network from."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Workload:
    shape: tuple  # of one sample; images are height, width, channels
    units: tuple = ()  # of the hidden dense layers
    activation: str = "relu"
    batch: int = 32
    optimizer: str = "sgd"
    rate: float = 0.1
    normalized: bool = False
    watches: bool = False  # gradient statistics of every layer at every step
    filters: tuple = ()  # of pairs of convolutions, each pair followed by max-pooling and dropout
    recurrent: int = 0
    batches: int = 32

    def data(self):
        random = np.random.default_rng(2)
        count = self.batch * self.batches
        x = random.standard_normal((count, *self.shape), dtype=np.float32)
        return x, random.integers(0, 10, count)


deep = Workload((3072,), (100,) * 20, "elu", optimizer="nadam", rate=5e-5)
images = Workload(
    (32, 32, 3), (128,), "elu", batch=64, optimizer="momentum", rate=1e-3, filters=(32, 64, 128), batches=8
)

workloads = {
    "W1": Workload((784,), (512,), batch=128),
    "W2": deep,
    "W2bn": replace(deep, normalized=True),
    "W2sgd": replace(deep, optimizer="momentum", rate=1e-3),
    "W2stats": replace(deep, watches=True),
    "W3": images,
    "W3bn": replace(images, normalized=True),
    "W4": Workload((64,), (50, 50), optimizer="adam", rate=1e-3),
    "W5": Workload((50, 10), (), "tanh", rate=0.01, recurrent=100),
    "W6": Workload((784,), (1024, 1024), batch=256, optimizer="adam", rate=1e-3, batches=16),
}
