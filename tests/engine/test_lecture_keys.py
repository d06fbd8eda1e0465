"""Every lesson that shows figures has tests that are called by its key."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
LESSONS = [
    *("neuron", "perceptron-gates", "multilayer-xor", "hard-cases"),
    *("slope-by-hand", "noisy-line", "feature-scaling", "losses"),
    *("linear-stack", "activation-bends", "activation-gallery", "softmax"),
    *("universal-approximation", "vanishing-gradient"),
    *("layers", "matrix-shapes", "flatten"),
    *("forward-backward", "chain-rule", "sigmoid-circuit", "three-layer-chain", "odd-network"),
    *("batch-epoch", "optimizers", "hyperparameters", "batch-normalisation"),
    *("quadratic-regression", "small-exercise"),
]
NAMES = [
    name
    for folder in ("engine", "training")
    for path in sorted((TESTS / folder).rglob("test_*.py"))
    for name in re.findall(r"^def test_(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
]


@pytest.mark.parametrize("key", LESSONS)
def test_a_lesson_has_a_test_of_its_name(key: str) -> None:
    wanted = key.replace("-", "_")
    assert any(name == wanted or name.startswith(f"{wanted}_") for name in NAMES)
