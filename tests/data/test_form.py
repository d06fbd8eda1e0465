"""Forms: what is known of data from their columns."""

import pytest

from nnviz.data.form import Column, DataForm, Drawing, classes_over, values_over
from nnviz.data.generators import DATASETS

PICTURES = DataForm((Column("p", "pixel", (0.0, 1.0)),) * 6, ("a", "b"), picture_shape=(2, 3))


@pytest.mark.parametrize(
    ("form", "drawing"),
    [
        (values_over(1), "curve"),
        (classes_over(2, classes=3), "plane"),
        (values_over(3), "row"),
        (PICTURES, "picture"),
    ],
)
def test_how_examples_are_drawn(form: DataForm, drawing: Drawing) -> None:
    assert form.drawing == drawing


def test_a_line_has_one_span_and_a_plane_two() -> None:
    wide, high = Column("a", limits=(-1.0, 5.0)), Column("b", limits=(0.0, 200.0))
    assert DataForm((wide,), target_names=("y",)).spans == (wide.limits,)
    assert DataForm((wide, high), ("", "")).spans == (wide.limits, high.limits)


@pytest.mark.parametrize("form", [values_over(3), PICTURES])
def test_more_inputs_have_no_spans(form: DataForm) -> None:
    assert form.spans == ()


def test_named_classes_are_a_classification_named_values_a_regression() -> None:
    classes, values = classes_over(2, classes=3), values_over(8, targets=8)
    assert (classes.task, classes.classes, classes.targets) == ("classification", 3, 1)
    assert (values.task, values.classes, values.targets) == ("regression", 0, 8)
    assert values.target_names[7] == "y₈"


@pytest.mark.parametrize("row", DATASETS.values(), ids=DATASETS)
def test_every_data_set_has_all_its_inputs_as_features(row: object) -> None:
    form = DATASETS[getattr(row, "key", "")].form
    assert len(form.input_features) == len(form.inputs)


def test_a_column_reaches_as_far_as_generated_inputs_if_it_is_not_said_otherwise() -> None:
    assert Column("a").limits == values_over(1).inputs[0].limits == (-6.0, 6.0)
