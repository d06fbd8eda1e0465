"""What is before a person, written as a lesson, reads back as the same."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz.data.form import Column, DataForm
from nnviz.data.points import Points
from nnviz.data.sources import keep_points
from nnviz.experiment import DataChoice, Experiment, LayerChoice, Stopping, with_dataset
from nnviz.experiment import with_optimizer as optimized
from nnviz.lessons import writing
from nnviz.lessons.given import LessonError
from nnviz.lessons.reading import parse_lesson, read_library
from nnviz.lessons.writing import stage_text
from nnviz.selection import Edge, Moment, NeuronPlace, Picked, Selection
from nnviz.stage import Arrangement, Floating, Split, Stage, Tabs

LESSONS = read_library().lessons
ARRANGED = Arrangement(
    Split("column", (Tabs(("network",)), Tabs(("loss", "output"), "output")), (3, 1))
)
STAGES = {
    "opening": Stage(),
    "everything": Stage(
        experiment=replace(
            optimized(Experiment(), "adam"),
            hidden_layers=(LayerChoice(2, "leaky_relu", bias=False), LayerChoice(3, dropout=0.5)),
            learning_rate=1 / 3,
            batch_size=None,
            stopping=Stopping(epochs=7),
        ),
        arrangement=ARRANGED,
        controls=frozenset({"data"}),
        bar=frozenset({"train", "score"}),
        selection=Selection(chosen=Picked(NeuronPlace(1, 1), sample=3, moment=Moment(4))),
        speed=2.5,
        options={"loss": {"log": True}, "output": {}},
    ),
    "three classes": Stage(
        with_dataset(Experiment(), "three_blobs"),
        selection=Selection().choosing(Edge(1, 2, 1)),
        arrangement=Arrangement(Tabs(("loss",))),
    ),
    **{
        f"{key} {n}": step.stage()
        for key, row in LESSONS.items()
        for n, step in enumerate(row.steps)
    },
}


def read_again(stage: Stage, title: str = "Saved") -> Stage:
    step = parse_lesson(stage_text(stage, title), "saved", "saved.toml").steps[0]
    assert step.title.en == step.title.ko == title
    return step.stage()


@pytest.mark.parametrize("key", STAGES)
def test_a_stage_comes_back(key: str) -> None:
    before = STAGES[key]
    after = read_again(before)
    assert after.experiment == before.experiment
    assert after.arrangement == before.arrangement
    assert after.controls == (before.controls or frozenset())
    assert (after.bar, after.selection, after.speed) == (before.bar, before.selection, before.speed)
    if before.weights is None:
        assert after.weights is None
    else:
        np.testing.assert_array_equal(after.weights, before.weights)


def test_switches_of_views_in_sight_come_back() -> None:
    options = {"loss": {"log": True, "steps": False}, "surface": {"two_parameters": True}}
    after = read_again(Stage(arrangement=Arrangement(Tabs(("loss",))), options=options))
    assert after.options == {"loss": options["loss"]}


def test_weights_come_back_to_the_bit() -> None:
    weights = np.random.default_rng(1).normal(size=Experiment().vector_size)
    after = read_again(Stage(weights=weights)).weights
    assert after is not None
    assert after.tobytes() == weights.tobytes()


def test_a_title_is_only_a_title() -> None:
    title = 'A "quoted" \\ title] = {'
    assert read_again(Stage(), title).experiment == Experiment()


def test_views_in_windows_of_their_own_are_left_out() -> None:
    floating = replace(ARRANGED, floating=(Floating("activations", 0, 0, 9, 9),))
    assert read_again(Stage(arrangement=floating)).arrangement == ARRANGED
    alone = Arrangement(floating=(Floating("loss", 0, 0, 9, 9),))
    assert read_again(Stage(arrangement=alone)).arrangement is None


def test_a_weight_of_a_maxout_and_an_operation_cannot_be_selected_in_a_file() -> None:
    chosen = Picked(Edge(1, 0, 0, piece=1), operation="z")
    assert read_again(Stage(selection=Selection(chosen=chosen))).selection == Selection()


def own(points: Points, form: DataForm) -> Stage:
    experiment = with_dataset(Experiment(), keep_points(points, form))
    return Stage(replace(experiment, data=replace(experiment.data, seed=3, train_share=0.7)))


def test_own_points_come_back_with_their_key() -> None:
    x = np.random.default_rng(2).normal(size=(2, 20))
    columns = Column("a", limits=(-9, 9)), Column("b", limits=(-9, 9))
    stage = own(Points(x, (x[0] > 0).astype(float)), DataForm(columns, class_names=("no", "yes")))
    assert read_again(stage).experiment == stage.experiment
    assert DataChoice().dataset != stage.experiment.data.dataset


def test_what_a_person_could_not_edit_is_refused() -> None:
    flags = np.zeros((1, 10))
    form = DataForm((Column("a", "flag", (0, 1)),), target_names=("y",))
    with pytest.raises(LessonError, match="no pictures"):
        stage_text(own(Points(flags, flags[0]), form), "A")
    big = replace(Experiment(), hidden_layers=(LayerChoice(512), LayerChoice(8)))
    with pytest.raises(LessonError, match="up to 2000 weights"):
        stage_text(Stage(big, np.zeros(big.vector_size)), "A")


def test_values_of_another_kind_are_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="does not hold a set"):
        writing._toml({1})  # noqa: SLF001
