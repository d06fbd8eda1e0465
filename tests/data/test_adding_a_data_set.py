"""A data set is added for real, in a copy: by its function and its row, in one file."""

from pathlib import Path

from tests.package_copies import copy_package, insert, said_by

FUNCTION = '''
def wave(count: int, noise: float, rng: Rng) -> Points:
    """Which side of a sine a point is on."""
    x = rng.uniform(-LIMIT, LIMIT, (2, count))
    return Points(x, (x[1] + noise > np.sin(x[0])).astype(float))


'''
ROW = '    Dataset("wave", "Wave", classes_over(2, classes=2), wave),\n'
LOOK = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from nnviz.experiment import Experiment, with_dataset
from nnviz.files.model_file import Model, read_model, write_model
from nnviz.panels.data.dataset_button import DatasetButton
from nnviz.panels.data.panel import DataPanel
from nnviz.theme import Theme
from nnviz.training.run import TrainingRun

experiment = with_dataset(Experiment(), "wave")
run = TrainingRun(experiment)
run.advance(20)
path = Path(sys.argv[1]) / "wave.nnviz"
write_model(path, Model(experiment, run.state()))
assert read_model(path).experiment == experiment
application = QApplication([])
panel = DataPanel(Theme())
panel.show_experiment(experiment)
(framed,) = (each for each in panel.findChildren(DatasetButton) if each.isChecked())
print(framed.accessibleName())
"""


def test_a_function_and_a_row_are_all_it_takes(tmp_path: Path) -> None:
    generators = copy_package(tmp_path) / "nnviz" / "data" / "generators.py"
    insert(generators, "DATASETS = catalog(", FUNCTION)
    insert(generators, '    Dataset("one_hot",', ROW)
    assert said_by(tmp_path, LOOK, tmp_path) == ["Wave · 2 classes"]
