"""The options of a layer: in a frame that pops up from its header, and told without opening it."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nnviz.engine.activations.step_linear_relu import LeakyReLUSettings
from nnviz.experiment import MAX_PIECES, Experiment, LayerChoice
from nnviz.views.network.activation_choice import ALL
from nnviz.views.network.layer_options import PIECES
from nnviz.views.network.view import NetworkView
from nnviz.views.plotting.layer_words import activation_name, extras
from tests.views.drawn_networks import drawn
from tests.views.drawn_views import snapshot


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    return drawn(qtbot)


@pytest.fixture
def offered(view: NetworkView) -> list[Experiment]:
    """What the view has offered; it is shown what it offers, as the session does."""
    experiments: list[Experiment] = []
    view.edited.connect(experiments.append)
    view.edited.connect(view.show_experiment)
    return experiments


def opened(view: NetworkView, layer: int) -> Any:
    header: Any = view.headers[layer]
    header.options_button.click()
    assert header.options_button.options.isVisible()
    return header.options_button.options


def choose(combo: Any, key: str) -> None:
    index = combo.findData(key)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def first(experiment: Experiment) -> LayerChoice:
    return experiment.hidden_layers[0]


def test_as_many_pieces_are_offered_as_a_layer_can_have() -> None:
    assert [int(key) for key in PIECES] == list(range(1, MAX_PIECES + 1))


def test_an_activation_is_used_for_all_hidden_layers(
    view: NetworkView, offered: list[Experiment]
) -> None:
    choice: Any = view.headers[2].activation
    assert choice.findData(ALL) < 0  # they have the same
    choose(choice, "relu")
    choose(choice, ALL)
    assert len(offered) == 2
    assert offered[-1].hidden_layers == (LayerChoice(4, "relu"), LayerChoice(3, "relu"))
    assert choice.currentData() == "relu"
    assert choice.findData(ALL) < 0


def test_with_its_activation_a_layer_s_other_options_are_not_taken(
    view: NetworkView, offered: list[Experiment]
) -> None:
    changed = (LayerChoice(4, bias=False), LayerChoice(3, "linear", pieces=2, dropout=0.5))
    view.show_experiment(replace(snapshot(steps=20).experiment, hidden_layers=changed))
    choose(view.headers[2].activation, ALL)
    assert offered[-1].hidden_layers[0] == LayerChoice(4, "linear", bias=False, pieces=2)


def test_the_arrow_keys_pass_over_what_is_no_activation(
    view: NetworkView, offered: list[Experiment]
) -> None:
    choice: Any = view.headers[1].activation
    choose(choice, "relu")
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert choice.findData(ALL) == choice.count() - 1
    assert choice.currentIndex() == choice.count() - 2
    assert first(offered[-1]).pieces == 2  # maxout
    choice.showPopup()
    assert choice.model().item(choice.count() - 1).isEnabled()
    choice.hidePopup()


def test_all_options_are_used_for_all_hidden_layers(
    view: NetworkView, offered: list[Experiment]
) -> None:
    options = opened(view, 2)
    assert not options.for_all.isEnabled()
    options.batch_norm.click()
    options.bias.click()
    options.for_all.click()
    plain = LayerChoice(3, batch_norm=True, bias=False)
    assert offered[-1].hidden_layers == (replace(plain, units=4), plain)
    assert len(offered) == 3
    assert not options.for_all.isEnabled()
    assert options.isVisible()
    options.close()


def test_a_single_hidden_layer_is_all_there_is(qtbot: QtBot) -> None:
    view = drawn(qtbot, hidden_layers=(LayerChoice(4),))
    options = opened(view, 1)
    assert options.for_all.isHidden()
    options.close()


def test_options_apply_at_once_and_stay_open(view: NetworkView, offered: list[Experiment]) -> None:
    options = opened(view, 1)
    options.bias.click()
    assert first(offered[-1]) == LayerChoice(4, bias=False)
    options.batch_norm.click()
    assert first(offered[-1]) == LayerChoice(4, bias=False, batch_norm=True)
    options.dropout.changed.emit(0.25)
    assert first(offered[-1]).dropout == 0.25
    assert options.isVisible()
    options.close()


def test_one_choice_makes_a_maxout_and_one_takes_it_back(
    view: NetworkView, offered: list[Experiment]
) -> None:
    options, header = opened(view, 1), view.headers[1]
    choose(options.pieces, "3")
    assert first(offered[-1]) == LayerChoice(4, "linear", pieces=3)
    assert header.activation.currentText() == "Maxout"
    choose(options.pieces, "1")
    assert first(offered[-1]) == LayerChoice(4)
    assert header.activation.currentText() == "tanh"
    options.close()


def test_maxout_is_among_the_activations(view: NetworkView, offered: list[Experiment]) -> None:
    activation = view.headers[1].activation
    choose(activation, "maxout")
    assert first(offered[-1]) == LayerChoice(4, "linear", pieces=2)
    offered[-1].check()
    choose(activation, "relu")
    assert first(offered[-1]) == LayerChoice(4, "relu")


@pytest.mark.parametrize(("layer", "key"), [(1, "leaky_relu"), (-1, "leaky_relu")])
def test_settings_of_an_activation_are_typed(qtbot: QtBot, layer: int, key: str) -> None:
    view = drawn(qtbot, hidden_layers=(LayerChoice(4, key),), output_activation=key)
    options = opened(view, layer)
    edit = next(
        found for found in options.findChildren(QLineEdit) if "Slope" in found.accessibleName()
    )
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "0.2")
    with qtbot.waitSignal(view.edited) as heard:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    changed = heard.args[0].layers[0 if layer == 1 else -1]
    assert changed.activation_settings == LeakyReLUSettings(0.2)
    options.close()


def test_an_output_can_do_without_bias(view: NetworkView, offered: list[Experiment]) -> None:
    options = opened(view, -1)
    options.bias.click()
    assert not offered[-1].output_bias
    assert not hasattr(options, "dropout")
    options.close()


def test_open_options_survive_frames_and_follow_the_choices(view: NetworkView) -> None:
    options = opened(view, 1)
    view.draw(snapshot(steps=60))
    layers = (LayerChoice(5, bias=False, dropout=0.5), LayerChoice(3))
    changed = snapshot(steps=20, hidden_layers=layers)
    view.show_experiment(changed.experiment)
    view.draw(changed)
    assert options.isVisible()
    assert not options.bias.isChecked()
    options.close()


def test_a_refused_option_is_put_back(view: NetworkView) -> None:
    options = opened(view, 1)
    options.bias.click()
    view.show_experiment(snapshot(steps=20).experiment)  # as the session does
    assert options.bias.isChecked()
    options.close()


def test_options_go_with_their_layer(view: NetworkView) -> None:
    options = opened(view, 2)
    gone = snapshot(steps=20, hidden_layers=(LayerChoice(4),))
    view.show_experiment(gone.experiment)
    options.bias.click()  # before the frame comes there is no such layer to change
    view.draw(gone)
    assert not options.isVisible()


def test_escape_closes_and_the_focus_is_the_buttons_again(view: NetworkView) -> None:
    button: Any = view.headers[1].options_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    options: Any = button.options
    assert options.isVisible()
    QTest.keyClick(options, Qt.Key.Key_Escape)
    assert not options.isVisible()
    assert QApplication.focusWidget() is button


def test_a_second_click_on_the_button_closes(view: NetworkView) -> None:
    options, button = opened(view, 1), view.headers[1].options_button
    place = options.mapFromGlobal(button.mapToGlobal(button.rect().center()))
    QTest.mousePress(options, Qt.MouseButton.LeftButton, pos=place)
    assert options.testAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
    QTest.mousePress(options, Qt.MouseButton.LeftButton, pos=QPoint(-300, -300))
    assert not options.testAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
    options.close()


@pytest.mark.parametrize(
    ("layer", "name", "words"),
    [
        (LayerChoice(4), "tanh", []),
        (LayerChoice(4, "leaky_relu"), "Leaky ReLU", []),
        (LayerChoice(4, "elu", bias=False), "ELU", ["no bias"]),
        (LayerChoice(4, "linear", pieces=3), "Maxout", ["3 pieces"]),
        (
            LayerChoice(4, "leaky_relu", LeakyReLUSettings(0.2), batch_norm=True, dropout=0.2),
            "Leaky ReLU",
            ["Slope below 0 = 0.2", "batch norm", "dropout 20\N{NO-BREAK SPACE}%"],
        ),
    ],
)
def test_what_is_not_plain_is_said_in_words(
    layer: LayerChoice, name: str, words: list[str]
) -> None:
    assert activation_name(layer.dense) == name
    assert extras(layer.dense) == words


@pytest.mark.parametrize("width", [420, 760, 1200])
def test_options_are_told_below_the_controls_where_they_fit(qtbot: QtBot, width: int) -> None:
    layer = LayerChoice(4, "linear", bias=False, pieces=2, batch_norm=True, dropout=0.5)
    view = drawn(qtbot, (width, 560), hidden_layers=(layer,) * 3, output_bias=False)
    lowest = min(column.neurons[0].top() for column in view.canvas.layout_.columns)
    for header in view.headers[1:]:
        QApplication.processEvents()
        assert header.geometry().bottom() < lowest
        note = header.note
        assert note.isVisible()
        assert note.heightForWidth(note.width()) <= note.height()
        assert note.geometry().bottom() <= header.height()
        assert note.text() in header.options_button.toolTip()


def test_in_a_low_window_the_options_are_told_in_one_line(qtbot: QtBot) -> None:
    layer = LayerChoice(4, "linear", bias=False, pieces=2, batch_norm=True, dropout=0.5)
    view = drawn(qtbot, (500, 380), hidden_layers=(layer,) * 3)
    note = view.headers[1].note
    assert note.text().endswith("…")
    assert note.toolTip() == " · ".join(extras(layer.dense))
    assert note.height() < 2 * note.fontMetrics().height()


def test_a_picture_tells_the_options_too(qtbot: QtBot) -> None:
    view = drawn(qtbot, hidden_layers=(replace(LayerChoice(4), dropout=0.5),))
    view.hide_controls()
    header: Any = view.headers[1]
    assert header.plain.text() == "4 · tanh"
    assert header.note.text() == "dropout 50\N{NO-BREAK SPACE}%"
    assert header.note.isVisible()
    assert not header.options_button.isVisible()


def test_the_controls_of_the_column_stay_in_sight(view: NetworkView) -> None:
    options, header = opened(view, 1), view.headers[1]
    column = header.mapToGlobal(header.rect().topLeft()).x()
    assert not column < options.x() < column + header.width()
    options.close()
