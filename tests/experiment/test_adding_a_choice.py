"""A number is added for real, in a copy: to the experiment by a field and a row, or to settings."""

from pathlib import Path

import pytest

from tests.package_copies import copy_package, insert, said_by
from tests.translations import ROOT

FIELD = "    warmup: int = 0  # epochs\n"
ROW = """    NumberRow(
        key="warmup",
        label="Warm-up",
        low=0,
        high=100,
        whole=True,
        missing=0,
        since=3,
    ),
"""
LOOK = """
import sys
from dataclasses import replace
from pathlib import Path
from nnviz.app.window.change_words import change_text
from nnviz.experiment import Experiment, ExperimentError
from nnviz.files.format_version import FORMAT_VERSION, version_for
from nnviz.files.model_file import Model, ModelFileError, read_model, write_model

folder, first = Path(sys.argv[1]), read_model(Path(sys.argv[2]))
assert first.experiment.warmup == 0
write_model(folder / "plain.nnviz", first)
assert read_model(folder / "plain.nnviz").experiment == first.experiment
assert b"warmup" not in (folder / "plain.nnviz").read_bytes()
assert version_for(first.experiment) == 1

warm = replace(Experiment(), warmup=5)
assert (version_for(warm), FORMAT_VERSION) == (3, 3)
write_model(folder / "warm.nnviz", Model(warm))
assert read_model(folder / "warm.nnviz").experiment == warm
print(change_text(Experiment(), warm))

content = (folder / "warm.nnviz").read_bytes()
for before, after in ((b": 5,", b":[],"), (b"warmup", b"warmuq")):
    place = content.index(b"warmup") - 1
    (folder / "bad.nnviz").write_bytes(content[:place] + content[place:].replace(before, after, 1))
    try:
        read_model(folder / "bad.nnviz")
    except ModelFileError as error:
        print(error)
try:
    replace(warm, warmup=101).check()
except ExperimentError as error:
    print(error)
"""
SETTING = '    slack: float = setting(0.0, "Slack", 0, 1, since=3)\n'
LOOK_AT_SETTINGS = """
import sys
from dataclasses import replace
from pathlib import Path
from nnviz.experiment import ExperimentError
from nnviz.files.format_version import FORMAT_VERSION, version_for
from nnviz.files.model_file import Model, read_model, write_model

folder, first = Path(sys.argv[1]), read_model(Path(sys.argv[2])).experiment
assert (first.loss_settings.delta, first.loss_settings.slack) == (2.0, 0.0)
write_model(folder / "plain.nnviz", Model(first))
assert b"slack" not in (folder / "plain.nnviz").read_bytes()

slack = replace(first, loss_settings=replace(first.loss_settings, slack=0.5))
assert (version_for(first), version_for(slack), FORMAT_VERSION) == (1, 3, 3)
write_model(folder / "slack.nnviz", Model(slack))
assert read_model(folder / "slack.nnviz").experiment == slack
try:
    replace(first, loss_settings=replace(first.loss_settings, slack=2)).check()
except ExperimentError as error:
    print(error)
"""
ASK = """
from nnviz.experiment import Experiment
from nnviz.experiment.choices import EXPERIMENT_CHOICES
from tests.experiment.test_choices import forgotten
print(*forgotten(Experiment, "EXPERIMENT_CHOICES", EXPERIMENT_CHOICES))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package whose experiment has one field more."""
    folder = copy_package(tmp_path)
    insert(folder / "nnviz" / "experiment" / "experiment.py", "    schedule: str", FIELD)
    return folder


def test_a_field_and_a_row_are_all_it_takes(copy: Path) -> None:
    choices = copy / "nnviz" / "experiment" / "choices.py"
    insert(choices, '    KeyRow(\n        key="schedule",', ROW)
    assert said_by(copy, LOOK, copy, ROOT / "tests" / "files" / "versions" / "1.nnviz") == [
        "Warm-up changed: the weights are kept.",
        "bad.nnviz is damaged: “warmup” must be a whole number in its range.",
        "bad.nnviz is damaged: “warmup” is missing.",
        "Warm-up must be from 0 to 100, not 101.",
    ]


def test_a_number_of_settings_is_one_line(tmp_path: Path) -> None:
    losses = copy_package(tmp_path) / "nnviz" / "engine" / "losses"
    insert(losses / "squared_absolute_huber.py", "\n\ndef _sum_of_squares(", SETTING)
    first = ROOT / "tests" / "files" / "versions" / "1.nnviz"
    said = said_by(tmp_path, LOOK_AT_SETTINGS, tmp_path, first)
    assert said == ["Slack must be from 0 to 1, not 2."]


def test_without_the_row_a_sentence_says_what_to_do(copy: Path) -> None:
    assert said_by(copy, ASK) == [
        "Experiment.warmup has no row: add one to EXPERIMENT_CHOICES in nnviz/experiment/choices.py"
    ]
