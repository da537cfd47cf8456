import Basis

/// A word of the field that stands for no item of the lab: lessons use it, and `explain` says what it means.
package struct Term: Sendable {
  /// The word, and other forms of it.
  package let names: [String]
  package let meaning: String
  /// Commands that show it.
  package let see: [String]

  init(_ names: String..., means meaning: String, see: [String]) {
    self.names = names
    self.meaning = meaning
    self.see = see
  }
}

package enum Glossary {
  /// The one list, in alphabetical order.
  package static let terms: [Term] = [
    Term(
      "accuracy",
      means:
        "The share of samples that get their right class. Only that of samples the network never saw tells whether "
        + "it has learned anything but its training data.", see: ["evaluate", "print accuracy(test)"]),
    Term(
      "activation", "activation function",
      means:
        "The function that bends a unit's sum of weighted inputs. Without one, a stack of layers could do no more "
        + "than a single layer.", see: ["help activations", "explain relu", "activations"]),
    Term(
      "backpropagation", "backprop", "backward pass",
      means:
        "How gradients are computed: from the loss back to the input, each layer multiplies the error it receives "
        + "by its weights and its activation's slope, and hands it on.", see: ["gradients delta", "lesson 1"]),
    Term(
      "batch", "mini-batch", "minibatch", "batch size",
      means:
        "The samples of one training step: the gradient is the mean over them. Small batches make many noisy steps "
        + "an epoch, large ones few exact steps.", see: ["set batch=64", "lesson 21"]),
    Term(
      "bias", "biases",
      means:
        "A number that a unit adds to its weighted inputs, so that it can be active when they are all zero.",
      see: ["weights", "summary"]),
    Term(
      "class", "label",
      means: "One of the answers that a sample may have; the label is the right one.",
      see: ["data", "confusion"]),
    Term(
      "confidence interval", "interval",
      means:
        "Where the true mean lies, with 95 % confidence, judging by the seeds that ran. A claim is reproduced if all "
        + "of the interval satisfies it.", see: ["help claim", "help experiment"]),
    Term(
      "convergence", "converge", "converged",
      means: "Training has converged when more of it no longer lowers the loss.", see: ["train 10", "runs"]),
    Term(
      "dead unit", "dead", "dying relu",
      means:
        "A unit that is silent for every sample. A dead ReLU has slope zero everywhere, so no gradient wakes it.",
      see: ["activations", "lesson 6"]),
    Term(
      "deep network", "depth", "deep learning",
      means: "A network with several hidden layers: each builds on what the one below has found.",
      see: ["summary", "lesson 4"]),
    Term(
      "delta", "error signal", "δ",
      means:
        "The gradient of the loss with respect to what a layer's units add up, before the activation: what "
        + "backpropagation hands from layer to layer.", see: ["gradients delta"]),
    Term(
      "divergence", "diverge", "diverged",
      means:
        "Steps so large that the loss grows without end, until it is no number any more. The lab then goes back to "
        + "the last good state.", see: ["help train", "lesson 16"]),
    Term(
      "early stopping",
      means:
        "Ending a training when the validation loss has not improved for some epochs, and taking the best state back.",
      see: ["help train", "lesson 18"]),
    Term(
      "effect size", "d",
      means: "How far two means lie apart, in standard deviations (Cohen's d). 0.2 is little, 0.8 is much.",
      see: ["help claim", "compare"]),
    Term(
      "epoch", "epochs",
      means:
        "One pass over the training data: every sample has been used once. With 1,257 samples and batches of 32 that "
        + "is 40 steps.", see: ["train 1", "print epochs", "lesson 1"]),
    Term(
      "exploding gradient", "exploding gradients", "explosion",
      means:
        "Layer by layer on the way back the error grows by a factor, so that the first layers' gradients are huge, "
        + "and a step tears them apart.", see: ["gradients", "clip norm 1", "lesson 5"]),
    Term(
      "feature",
      means:
        "One number of a sample, such as a pixel or a measured length; also what a hidden unit has learned to respond "
        + "to.", see: ["data", "scale"]),
    Term(
      "fine-tuning", "fine tuning",
      means: "Training on, with a small learning rate, a network that has learned something else before.",
      see: ["freeze 1", "lesson 10"]),
    Term(
      "forward pass", "forward",
      means:
        "From the input to the answer: each layer multiplies, adds and bends what the one below gives it.",
      see: ["step", "lesson 1"]),
    Term(
      "generalization", "generalize",
      means: "Doing well on samples that were not in the training data. It is what training is for.",
      see: ["evaluate", "lesson 18"]),
    Term(
      "gradient", "gradients", "slope",
      means:
        "How much the loss would rise if a weight grew a little, for every weight. Training moves each weight a step "
        + "against its gradient.", see: ["gradients", "lesson 1"]),
    Term(
      "gradient descent", "stochastic gradient descent", "descent",
      means:
        "Moving all weights against the gradient, again and again: w ← w − rate · gradient. Stochastic if the gradient "
        + "comes from a batch rather than from all the data.",
      see: ["explain sgd", "descend bowl 10", "lesson 1"]),
    Term(
      "hidden layer",
      means: "Any layer but the last: what it puts out is seen by the next layer only.",
      see: ["layer dense 50 relu"]),
    Term(
      "hyper-parameter", "hyperparameter",
      means:
        "What you choose and training does not: the learning rate, the number of layers and units, the batch size.",
      see: ["sweep lr=[0.01, 0.1] { train 3 }", "lesson 16"]),
    Term(
      "initialization", "initializer",
      means:
        "How the weights are drawn before training. Too large, and signals explode on their way through the layers; "
        + "too small, and they vanish.", see: ["help initializers", "init he", "lesson 5"]),
    Term(
      "iteration", "training step", "update",
      means: "One batch forwards and backwards, and one move of all weights.", see: ["step", "print steps"]),
    Term(
      "learning rate", "rate", "lr", "step size",
      means:
        "How long the steps against the gradient are. Of all settings the first to look at: ten times too large "
        + "destroys, a hundred times too small crawls.", see: ["optimizer lr=0.1", "lr-find", "lesson 16"]),
    Term(
      "local minimum", "local minima",
      means: "A place where the loss is lower than all around, and higher than elsewhere.", see: ["lesson 17"]
    ),
    Term(
      "logit", "logits",
      means:
        "What the last layer puts out before softmax turns it into probabilities: any number, the larger the likelier.",
      see: ["explain cross-entropy"]),
    Term(
      "loss", "cost",
      means:
        "One number for how wrong the answers are; training makes it small. With ten classes, guessing has a "
        + "cross-entropy of ln 10 ≈ 2.30.", see: ["loss", "help losses"]),
    Term(
      "network", "neural network",
      means:
        "A stack of layers of units. Each layer's outputs are the next one's inputs; its weights are what it learns.",
      see: ["network", "summary", "lesson 1"]),
    Term(
      "norm",
      means: "The length of a list of numbers: the root of the sum of their squares.",
      see: ["print gradient.norm(1)", "clip norm 1"]),
    Term(
      "optimizer",
      means: "The rule that turns gradients into steps, perhaps remembering earlier ones.",
      see: ["optimizer", "help optimizers", "lesson 13"]),
    Term(
      "overfitting", "overfit",
      means:
        "Learning the training data by heart, its accidents and errors included: better and better there, no better "
        + "or worse on new samples.", see: ["evaluate", "lesson 18"]),
    Term(
      "parameter", "parameters", "weight",
      means:
        "A number that training changes. A dense layer has a weight for each input and unit, and a bias for each unit.",
      see: ["summary", "weights", "print parameters"]),
    Term(
      "pretraining",
      means:
        "Training on another task or without labels first, so that the real training starts from better weights.",
      see: ["pretrain autoencoder", "lesson 11"]),
    Term(
      "regression",
      means: "Predicting a number rather than a class.", see: ["data diabetes", "loss mean-squared-error"]),
    Term(
      "regularization", "regularizer", "regularize",
      means:
        "Whatever keeps a network from learning by heart: small weights, dropout, stopping early, more varied data.",
      see: ["help regularizers", "dropout 0.2", "lesson 18"]),
    Term(
      "sample", "samples", "example",
      means: "One thing to learn from: a picture, a row of a table, a sequence.", see: ["show 4"]),
    Term(
      "saturation", "saturated", "saturate",
      means:
        "A unit on the flat end of its activation: its slope is next to nothing, and so is its gradient.",
      see: ["activations", "lesson 4"]),
    Term(
      "schedule",
      means: "A plan by which the learning rate changes while training goes on.",
      see: ["plot schedule", "help schedules", "lesson 17"]),
    Term(
      "seed",
      means:
        "The number that everything random is drawn from: first weights, shuffling, splits. The same seed gives the "
        + "same bits; several tell a result from an accident.", see: ["seed 7", "help experiment"]),
    Term(
      "softmax",
      means:
        "Turns the last layer's outputs into probabilities that add up to 1: e to the power of each, over the sum of "
        + "all of them. Here it is part of the cross-entropy loss.", see: ["explain cross-entropy"]),
    Term(
      "standard deviation", "deviation", "spread",
      means:
        "How far numbers typically lie from their mean: the root of the mean squared distance. Tables give it "
        + "behind ±.", see: ["help experiment"]),
    Term(
      "standard error",
      means:
        "How far chance alone puts a measured mean or share off: the standard deviation over the root of the number "
        + "of samples. Differences within two of them say little.", see: ["evaluate", "compare"]),
    Term(
      "test part", "test set", "test data",
      means:
        "Samples that are looked at once, at the end, so that they say honestly how well a network generalizes.",
      see: ["split", "print accuracy(test)", "lesson 2"]),
    Term(
      "training part", "training set", "training data",
      means: "The samples that the network learns from.", see: ["split", "print accuracy(train)"]),
    Term(
      "transfer", "transfer learning", "reuse",
      means: "Using layers that have learned one task as the beginning of a network for another.",
      see: ["reuse first layers=1", "lesson 10"]),
    Term(
      "underfitting", "underfit",
      means: "Too small a network, or too short a training, to learn even the training data.",
      see: ["evaluate"]),
    Term(
      "unit", "neuron",
      means: "One output of a layer: a weighted sum of its inputs, plus a bias, bent by the activation.",
      see: ["layer dense 50 relu", "activations"]),
    Term(
      "validation part", "validation set", "validation data", "validation",
      means:
        "Samples that are not learned from, but looked at while you choose settings; so the test part stays unseen.",
      see: ["split", "print accuracy(validation)", "lesson 2"]),
    Term(
      "vanishing gradient", "vanishing gradients", "vanish",
      means:
        "Layer by layer on the way back the error shrinks by a factor, so that the first layers hardly learn.",
      see: ["gradients", "lesson 4"]),
    Term(
      "variance",
      means: "The mean squared distance of numbers from their mean: the standard deviation squared.",
      see: ["help initializers"]),
    Term(
      "verdict", "reproduced", "contradicted", "undecided",
      means:
        "What experiments say of a claim: reproduced if the 95 % interval of the mean satisfies it wholly, "
        + "contradicted if none of it does, undecided if the seeds cannot tell.",
      see: ["help claim", "claims"]),
  ]

  static func term(_ word: String) -> Term? {
    let word = word.lowercased()
    return terms.first { $0.names.contains(word) }
  }

  static func report(_ word: String) -> Report? {
    guard let term = term(word) else { return nil }
    var report = Report(
      StyledText(term.names[0], .heading) + StyledText(", a word of the field: ", .faint)
        + StyledText(term.meaning))
    report.say(StyledText("To see it: ") + StyledText(term.see.joined(separator: " · "), .name))
    report.add(data: "meaning", .text(term.meaning))
    return report
  }

  /// `help terms`
  static var list: Report {
    var report = Report("Words of the field; explain WORD tells what each means.")
    report.say(StyledText(terms.map { $0.names[0] }.joined(separator: ", ") + "."))
    report.add(data: "terms", .list(terms.map { .text($0.names[0]) }))
    return report
  }
}
