"""The exact figures of the lectures that activations, losses and optimizers give, by lesson key."""

import numpy as np
import pytest

from nnviz.data.scaling import SCALINGS
from nnviz.engine.activations import ACTIVATIONS
from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings, UnitStepSettings
from nnviz.engine.initializers import INITIALIZERS
from nnviz.engine.layers.dense import Dense
from nnviz.engine.losses import LOSSES
from nnviz.engine.network import Network, Pass
from nnviz.engine.objective import Objective
from nnviz.engine.optimizers import OPTIMIZERS
from tests.engine.lecture_data import BODIES, SEXES


def test_slope_by_hand() -> None:
    """Cost and gradient of a step, and the weight after it, for y = 2x without bias."""
    x = np.arange(1.0, 6)[np.newaxis]
    network, loss, rule = Network(1, [Dense(1, "linear")]), LOSSES["mse"], OPTIMIZERS["sgd"]
    network.parameters[0] = 0.0579682
    batch = Pass(network, 5)
    batch.inputs[...] = x
    backward = batch.bind_backward(loss)
    update = rule.bind(
        network.parameters[:1], network.gradient[:1], np.array(0.01), {}, rule.settings()
    )
    shown = {}
    for step in range(16):
        batch.forward()
        cost = loss.form.value(batch.values[-1], 2 * x, loss.settings())
        backward(2 * x)
        slope = float(network.gradient[0])
        update()
        shown[step] = cost, float(network.parameters[0]), slope
    assert shown[0] == pytest.approx((41.4864, 0.4852, -42.7247), abs=5e-5)
    assert shown[5] == pytest.approx((3.4582, 1.5627, -12.3354), abs=5e-5)
    assert shown[10] == pytest.approx((0.2883, 1.8737, -3.5614), abs=5e-5)
    assert shown[15] == pytest.approx((0.0240, 1.9635, -1.0282), abs=5e-5)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("sse", 0.14), ("mse", 0.046667), ("sae", 0.6), ("categorical_cross_entropy", 0.356675)],
)
def test_losses(key: str, expected: float) -> None:
    predictions, targets = np.array([[0.1], [0.7], [0.2]]), np.array([[0.0], [1.0], [0.0]])
    loss = LOSSES[key]
    found = loss.form.value(predictions, targets, loss.settings())
    assert found == pytest.approx(expected, abs=5e-7)


def test_feature_scaling_z_score_takes_the_deviation_of_all_nine() -> None:
    scaler = SCALINGS["z_score"].fit(BODIES)
    np.testing.assert_allclose(scaler.offset.ravel(), [1510 / 9, 591 / 9], rtol=1e-15)
    np.testing.assert_allclose(scaler.factor.ravel(), [7.597920, 11.944315], rtol=1e-6)


def test_feature_scaling_unscaled_one_weight_learns_much_more_slowly() -> None:
    """Each at its own best rate, after 200 steps, as a share of the error that can be undone."""
    left = {}
    for key in ("none", "z_score"):
        x = SCALINGS[key].fit(BODIES).apply(BODIES)
        samples = np.vstack([x, np.ones(9)])
        values = np.linalg.eigvalsh(2 * samples @ samples.T / 9)
        objective, w = (
            Objective(Network(2, [Dense(1, "linear")]), LOSSES["mse"], x, SEXES),
            np.zeros(3),
        )
        best = objective.value(np.linalg.lstsq(samples.T, SEXES[0], rcond=None)[0])
        start = objective.value(w)
        for _ in range(200):
            w = w - 2 / (values[0] + values[-1]) * objective.gradient(w)
        left[key] = (objective.value(w) - best) / (start - best)
    assert left["z_score"] < 1e-9
    assert left["none"] > 0.1


def test_softmax() -> None:
    z = np.array([[1.0], [2.0], [1.5], [0.6]])
    a, _ = ACTIVATIONS["softmax"].curve(z)
    np.testing.assert_allclose(a[:, 0], [0.166, 0.450, 0.273, 0.111], atol=5e-4)
    np.testing.assert_allclose(np.exp(z[:, 0]), [2.72, 7.39, 4.48, 1.82], atol=5e-3)
    assert np.exp(z).sum() == pytest.approx(16.41, abs=5e-3)
    assert a.sum() == pytest.approx(1.0, rel=1e-15)


def test_activation_gallery_values() -> None:
    at = np.array([-2.0, -0.25, 0.0, 0.25, 2.0])
    expected = {
        "step": [0, 0, 0.5, 1, 1],
        "sign": [-1, -1, 0, 1, 1],
        "piecewise_linear": [0, 0.25, 0.5, 0.75, 1],
    }
    for key, values in expected.items():
        np.testing.assert_array_equal(ACTIVATIONS[key].curve(at)[0], values)
    for value in (0.0, 1.0):
        step, _ = ACTIVATIONS["step"].curve(at, UnitStepSettings(value))
        np.testing.assert_array_equal(step, [0, 0, value, 1, 1])
    for slope in (0.1, 0.01):
        values, _ = ACTIVATIONS["leaky_relu"].curve(at, LeakyReLUSettings(slope))
        np.testing.assert_array_equal(values, np.where(at < 0, slope * at, at))


def test_activation_gallery_slopes() -> None:
    at = np.linspace(-8, 8, 1601)
    _, sigmoid = ACTIVATIONS["sigmoid"].curve(at)
    values, tanh = ACTIVATIONS["tanh"].curve(at)
    assert (sigmoid.max(), tanh.max()) == (0.25, 1.0)
    assert at[sigmoid.argmax()] == at[tanh.argmax()] == 0
    np.testing.assert_array_equal(tanh, 1 - values**2)


def layer_gradients(activation: str, depth: int = 8) -> list[float]:
    """The largest ∂L/∂z of each layer of a chain of single neurons with weights of 1."""
    network = Network(1, [Dense(1, activation) for _ in range(depth)])
    for weights in network.weights:
        weights[...] = [[1.0, 0.0]]
    batch = Pass(network, 1)
    batch.inputs[...] = 0.5
    batch.forward()
    batch.bind_backward(LOSSES["half_mse"])(np.array([[3.0]]))
    return [float(np.abs(delta).max()) for delta in batch.deltas]


def test_vanishing_gradient() -> None:
    """Through k sigmoids no more than 0.25ᵏ of the error is left; ReLU passes all of it."""
    sigmoid, relu = layer_gradients("sigmoid"), layer_gradients("relu")
    error = 3.0
    for passed, found in enumerate(reversed(sigmoid), 1):
        assert 0 < found <= error * 0.25**passed
    assert relu == [relu[-1]] * len(relu)


def test_quadratic_regression() -> None:
    """As specified it hardly learns; with the targets scaled to [0, 1] the same network does."""
    rng = np.random.default_rng(1)
    x = rng.uniform(-15, 15, 1000)
    y = 8 * x**2 + 7 * x + 3
    assert 1890 < y.max() < 1908  # the targets reach 8 · 15² + 7 · 15 + 3
    inputs = (x + rng.normal(0, 0.5, 1000))[np.newaxis]
    raw = share_of_error_left(inputs, y[np.newaxis], "sgd", 0.001)
    scaled = share_of_error_left(inputs, y[np.newaxis] / y.max(), "adam", 0.01)
    assert raw > 0.9
    assert scaled < 0.3


def share_of_error_left(x: np.ndarray, y: np.ndarray, optimizer: str, rate: float) -> float:
    """Return MAE after 500 full batches, as a share of the best constant's."""
    network = Network(1, [Dense(10, "sigmoid"), Dense(6, "sigmoid"), Dense(1, "linear")])
    draw = INITIALIZERS["xavier_normal"].with_settings()
    network.initialize(draw, np.random.default_rng(2))
    rule, loss = OPTIMIZERS[optimizer], LOSSES["mae"]
    batch = Pass(network, x.shape[1])
    batch.inputs[...] = x
    backward = batch.bind_backward(loss)
    state = rule.new_state(network.parameters.size)
    vectors = network.parameters, network.gradient
    update = rule.bind(*vectors, np.array(rate), state, rule.settings())
    for _ in range(500):
        batch.forward()
        backward(y)
        update()
    left = loss.form.value(network.predict(x), y, loss.settings())
    return left / float(np.abs(y - np.median(y)).mean())
