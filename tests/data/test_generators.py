"""Generated data sets: shape, limits, determinism, balance, and the exact answers without noise."""

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm, classes_over
from nnviz.data.generators import DATASETS, Dataset
from nnviz.data.own_points import OwnPointsError, check_points
from nnviz.data.points import Points

COUNTS = (10, 11, 300)
KINDS = [pytest.param(row, id=key) for key, row in DATASETS.items()]
CLASSES = [pytest.param(row, id=key) for key, row in DATASETS.items() if row.form.classes]


def generate(dataset: Dataset, count: int = 300, noise: float = 0.0, seed: int = 1) -> Points:
    return dataset.generate(count, noise, np.random.default_rng(seed))


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("dataset", KINDS)
def test_there_are_as_many_examples_as_asked_for(dataset: Dataset, count: int) -> None:
    points = generate(dataset, count)
    assert points.count == count
    assert points.x.shape == (len(dataset.form.inputs), count)
    assert points.values.shape == (dataset.form.targets, count)
    assert points.y.ndim == (1 if dataset.form.targets == 1 else 2)
    assert points.x.dtype == points.y.dtype == float


@pytest.mark.parametrize("noise", [0.0, 0.5])
@pytest.mark.parametrize("dataset", KINDS)
def test_inputs_lie_within_the_limit_and_fill_half_of_it(dataset: Dataset, noise: float) -> None:
    farthest = np.abs(generate(dataset, 5000, noise).x).max()
    low, high = dataset.form.inputs[0].limits
    assert low == -high
    assert farthest <= high
    if dataset.form.spans:  # else there is no plane to fill
        assert farthest >= high / 2


@pytest.mark.parametrize("noise", [0.0, 0.3])
@pytest.mark.parametrize("dataset", KINDS)
def test_same_seed_same_points(dataset: Dataset, noise: float) -> None:
    first, second = (generate(dataset, noise=noise, seed=7) for _ in range(2))
    np.testing.assert_array_equal(first.x, second.x)
    np.testing.assert_array_equal(first.y, second.y)


@pytest.mark.parametrize("dataset", KINDS)
def test_noise_changes_the_points(dataset: Dataset) -> None:
    exact, noisy = generate(dataset), generate(dataset, noise=0.5)
    assert not (np.array_equal(exact.x, noisy.x) and np.array_equal(exact.y, noisy.y))


@pytest.mark.parametrize("dataset", CLASSES)
def test_classes_are_numbered_from_zero_and_balanced(dataset: Dataset) -> None:
    classes, counts = np.unique(generate(dataset, 3000).y, return_counts=True)
    np.testing.assert_array_equal(classes, np.arange(dataset.form.classes))
    # XOR's quadrants are drawn at random: within 5 standard deviations of the half.
    slack = 5 * np.sqrt(3000) / 2 if dataset.key == "xor" else 1
    assert np.abs(counts - 3000 / dataset.form.classes).max() <= slack


def bump(x: np.ndarray) -> np.ndarray:
    """The multi-Gaussian surface as Playground's source has it: the strongest bump's value."""
    best = np.zeros(x.shape[1])
    for cx, cy, sign in [
        *((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1)),
        *((-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)),
    ]:
        height = sign * np.clip(1 - np.hypot(x[0] - cx, x[1] - cy) / 2, 0, 1)
        best = np.where(np.abs(height) > np.abs(best), height, best)
    return best


TURN = np.arange(3) * 2 * np.pi / 3
MODES = 3 * np.stack([np.sin(TURN), np.cos(TURN)])[:, :, None]  # the middles of three_modes
ANSWERS = {
    "circle": lambda x: np.hypot(*x) < 2.5,
    "xor": lambda x: x[0] * x[1] >= 0,
    "corners": lambda x: (x[0] > 0) != (x[1] > 0),
    "ring": lambda x: (np.hypot(*x) >= 1) & (np.hypot(*x) <= 2),
    "three_modes": lambda x: (np.hypot(*(x[:, None] - MODES)) <= 1.2).any(axis=0),
    "plane": lambda x: (x[0] + x[1]) / 10,
    "multi_gaussian": bump,
    "line": lambda x: x[0] / 3 + 0.5,
    "parabola": lambda x: x[0] ** 2 / 9 - 2,
    "sine": lambda x: 1.5 * np.sin(x[0]),
    "square": lambda x: x[0] * x[0],
    "one_hot": lambda x: x,
}


@pytest.mark.parametrize("key", ANSWERS)
def test_without_noise_the_answers_are_exact(key: str) -> None:
    points = generate(DATASETS[key], 2000)
    np.testing.assert_allclose(points.y, ANSWERS[key](points.x), rtol=1e-12, atol=1e-12)


def test_circle_leaves_a_gap_between_disc_and_ring() -> None:
    distance = np.hypot(*generate(DATASETS["circle"], 2000).x)
    assert not ((distance > 2.5) & (distance < 3.5)).any()


def test_xor_leaves_a_gap_along_the_axes() -> None:
    assert np.abs(generate(DATASETS["xor"], 2000).x).min() >= 0.3


def test_ring_has_points_of_no_class_one_within_it_and_around_it() -> None:
    points = generate(DATASETS["ring"], 2000)
    distance = np.hypot(*points.x[:, points.y == 0])
    assert (distance < 1).sum() > 50
    assert (distance > 2).sum() > 500


def test_each_of_three_modes_has_a_third_of_its_class() -> None:
    points = generate(DATASETS["three_modes"], 1200)
    within = np.hypot(*(points.x[:, None] - MODES)) <= 1.2
    np.testing.assert_array_equal(within.sum(axis=1), 200)


def test_two_gaussians_are_where_their_text_says() -> None:
    points = generate(DATASETS["two_gaussians"], 5000)
    for label, centre in ((1, 2.0), (0, -2.0)):
        cloud = points.x[:, points.y == label]
        assert cloud.mean(axis=1) == pytest.approx([centre, centre], abs=0.1)
        assert cloud.var(axis=1) == pytest.approx([0.5, 0.5], rel=0.1)


@pytest.mark.parametrize(("key", "arms"), [("spiral", 2), ("three_arm_spiral", 3)])
def test_spirals_have_arms_of_one_and_three_quarter_turns(key: str, arms: int) -> None:
    count = 50
    points = generate(DATASETS[key], count * arms)
    along = np.arange(count) / count
    for arm in range(arms):
        angle = 1.75 * along * 2 * np.pi + arm * 2 * np.pi / arms
        found = points.x[:, points.y == arms - 1 - arm]
        np.testing.assert_allclose(found, 5 * along * [np.sin(angle), np.cos(angle)], atol=1e-12)


def misfit(dataset: Dataset) -> str:
    """Return what is wrong with a row, "" if its points are those of its form."""
    form = dataset.form
    if form.classes == 1 or bool(form.class_names) == bool(form.target_names):
        return "give the form either two classes or more, or names of values"
    try:
        check_points(generate(dataset), form)
    except OwnPointsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("dataset", KINDS)
def test_points_are_of_their_form(dataset: Dataset) -> None:
    assert misfit(dataset) == ""


def three_classes(count: int, _noise: float, _rng: object) -> Points:
    return Points(np.zeros((2, count)), np.arange(count) % 3.0)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (classes_over(2, classes=2), "A point is in a class that there is not."),
        (classes_over(3, classes=3), "The points have not as many numbers as there are columns."),
        (
            classes_over(2, classes=1),
            "give the form either two classes or more, or names of values",
        ),
        (DataForm((Column("x₁"),)), "give the form either two classes or more, or names of values"),
    ],
)
def test_a_row_with_another_form_is_seen(form: DataForm, said: str) -> None:
    assert misfit(Dataset("new", "New", form, three_classes)) == said


def test_corners_come_in_turn() -> None:
    points = generate(DATASETS["corners"], 8)
    assert points.x.T.tolist() == 2 * [[-1, -1], [-1, 1], [1, -1], [1, 1]]
    assert points.y.tolist() == 2 * [0, 1, 1, 0]


def test_noise_spreads_every_corner_a_little() -> None:
    points = generate(DATASETS["corners"], 4000, noise=0.5)
    for corner in range(4):
        cloud = points.x[:, corner::4]
        assert np.abs(cloud.mean(axis=1)) == pytest.approx([1, 1], abs=0.05)
        assert cloud.std(axis=1) == pytest.approx([0.4, 0.4], rel=0.1)


def test_one_hot_rows_come_in_turn() -> None:
    np.testing.assert_array_equal(generate(DATASETS["one_hot"], 16).x, np.tile(np.eye(8), 2))


def test_noise_leaves_the_rows_to_be_found_again_clean() -> None:
    clean, noisy = generate(DATASETS["one_hot"], 400), generate(DATASETS["one_hot"], 400, noise=0.3)
    np.testing.assert_array_equal(noisy.y, clean.y)
    assert (noisy.x - clean.x).std() == pytest.approx(0.3, rel=0.05)


def test_the_noisy_line_is_2x_plus_3_with_noise_in_x() -> None:
    exact = generate(DATASETS["noisy_line"], 1000)
    np.testing.assert_allclose(exact.y, 2 * exact.x[0] + 3)
    noisy = generate(DATASETS["noisy_line"], 1000, 0.2)
    assert np.std(noisy.y - (2 * noisy.x[0] + 3)) == pytest.approx(2 * 0.2, rel=0.1)
