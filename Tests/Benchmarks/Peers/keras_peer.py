"""usage: keras_peer.py WORKLOAD (fit | fit-many | function | xla)

fit-many runs several steps within one call of the compiled function (steps_per_execution); function and xla are a
training step written by hand as tf.function, without and with XLA."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import tensorflow as tf
import keras
from keras import layers

from protocol import serve
from workloads import workloads

w = workloads[sys.argv[1]]
mode = sys.argv[2]
keras.utils.set_random_seed(1)


def network():
    net = keras.Sequential([keras.Input(w.shape)])
    norm = lambda: [layers.BatchNormalization()] if w.normalized else []
    if w.recurrent:
        net.add(layers.SimpleRNN(w.recurrent))
    for filters, rate in zip(w.filters, (0.2, 0.3, 0.4)):
        for _ in range(2):
            for layer in [layers.Conv2D(filters, 3, padding="same", activation=w.activation)] + norm():
                net.add(layer)
        net.add(layers.MaxPooling2D())
        net.add(layers.Dropout(rate))
    if w.filters:
        net.add(layers.Flatten())
    for units in w.units:
        if w.filters:
            stack = [layers.Dense(units, activation=w.activation)] + norm() + [layers.Dropout(0.5)]
        else:
            stack = [layers.Dense(units)] + norm() + [layers.Activation(w.activation)]
        for layer in stack:
            net.add(layer)
    net.add(layers.Dense(10))
    return net


def optimizer():
    clip = {"global_clipnorm": 1.0} if w.recurrent else {}
    if w.optimizer == "nadam":
        return keras.optimizers.Nadam(w.rate, **clip)
    if w.optimizer == "adam":
        return keras.optimizers.Adam(w.rate, **clip)
    return keras.optimizers.SGD(w.rate, momentum=0.9 if w.optimizer == "momentum" else 0.0, **clip)


net, rule = network(), optimizer()
measure = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
features, labels = w.data()

if mode.startswith("fit"):
    many = w.batches if mode == "fit-many" else 1
    net.compile(rule, measure, steps_per_execution=many, jit_compile=False)
    # An epoch long enough that what fit does around it hardly counts.
    data = tf.data.Dataset.from_tensor_slices((features, labels)).batch(w.batch, drop_remainder=True).cache()
    repeats = max(1, (32 if w.filters else 64) // w.batches)
    data = data.repeat(repeats).prefetch(4)
    serve(lambda: net.fit(data, epochs=1, verbose=0), steps_per_call=w.batches * repeats)
else:
    x = [tf.constant(features[i : i + w.batch]) for i in range(0, len(features), w.batch)]
    y = [tf.constant(labels[i : i + w.batch]) for i in range(0, len(features), w.batch)]
    rule.build(net.trainable_variables)

    @tf.function(jit_compile=mode == "xla")
    def train(x, y):
        with tf.GradientTape() as tape:
            loss = measure(y, net(x, training=True))
        gradients = tape.gradient(loss, net.trainable_variables)
        rule.apply_gradients(zip(gradients, net.trainable_variables))
        return loss

    turn = 0

    def step():
        global turn
        loss = train(x[turn % len(x)], y[turn % len(x)])
        turn += 1
        return float(loss)

    serve(step)
