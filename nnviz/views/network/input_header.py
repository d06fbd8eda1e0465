"""The builder's controls over the inputs: which features there are."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QMenu, QWidget

from nnviz.data.features import Feature
from nnviz.experiment import Experiment
from nnviz.language import tr
from nnviz.theme import Theme
from nnviz.views.network.column_header import SPACE, Header
from nnviz.views.network.controls import Chip
from nnviz.widgets.foreign_text import menu_text, tooltip_text

MOST_OFFERED = 32  # features to switch on and off; where there are more, all are given
HALF = 0.62  # of the chips' width, with a little to spare, is what one of two lines gets


class InputHeader(Header):
    """Chips that switch input features on and off; those there is no room for are in a menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None):
        super().__init__(theme, tr("Input"), parent)
        self._experiment: Experiment | None = None
        self._room, self._most_lines = 0, 1
        self._lines: list[list[QWidget]] = []
        self._visible: list[str] = []  # the features that have a chip
        self.controls.setDirection(QBoxLayout.Direction.TopToBottom)
        self._boxes = [QBoxLayout(QBoxLayout.Direction.LeftToRight) for _ in range(2)]
        for box in self._boxes:
            box.setSpacing(theme.pixels(SPACE))
            box.addStretch(1)  # on either side of the chips
            box.addStretch(1)
            self.controls.addLayout(box)
        self.chips: dict[str, Chip] = {}
        self._actions: dict[str, QAction] = {}
        self._menu = QMenu(self)
        self.more = Chip(theme, "+0", self.bar)
        self.more.clicked.connect(self._open_menu)

    def _offer(self, feature: Feature) -> None:
        """Have a chip and a menu entry for a feature, called as it is in these data."""
        if feature.key not in self.chips:
            self._add(feature.key)
        chip, action = self.chips[feature.key], self._actions[feature.key]
        name = menu_text(feature.label)
        if chip.text() == name:
            return
        chip.setText(name)
        chip.setToolTip(tooltip_text(tr("Input feature {name}: on or off", name=feature.label)))
        chip.setAccessibleName(tr("Input feature {name}", name=feature.label))
        action.setText(name)

    def _add(self, key: str) -> None:
        chip = Chip(self.theme, "", self.bar)
        chip.setCheckable(True)
        chip.setProperty("key", key)
        chip.clicked.connect(self._toggle)
        action = self._menu.addAction("")
        action.setCheckable(True)
        action.setData(key)
        action.triggered.connect(self._toggle)
        self.chips[key], self._actions[key] = chip, action

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        if not set(self._visible) <= set(self._usable()):
            self._visible = []
        for key in self._usable():
            self._offer(experiment.form.features[key])
        for key, chip in self.chips.items():
            chip.setChecked(key in experiment.features)
            self._actions[key].setChecked(key in experiment.features)
        self._share_room()

    def fit(self, room: int, stacked: bool) -> None:
        most_lines = 2 if stacked else 1
        if (room, most_lines) != (self._room, self._most_lines):
            self._room, self._most_lines, self._visible = room, most_lines, []
            self._share_room()

    def row_width(self) -> int:
        widths = [self.chips[key].sizeHint().width() for key in self._usable()]
        return sum(widths) + max(0, len(widths) - 1) * self.theme.pixels(SPACE)

    def focusable(self) -> list[QWidget]:
        return [*(self.chips[key] for key in self._usable()), self.more]

    def action(self, key: str) -> QAction:
        """Return the menu's entry for a feature there is no room for."""
        return self._actions[key]

    def _usable(self) -> list[str]:
        """Return the features of the data that can be switched."""
        features = [] if self._experiment is None else list(self._experiment.form.features)
        return features if len(features) <= MOST_OFFERED else []

    def _share_room(self) -> None:
        """Show as many chips as there is room for, the others in the menu: first the unused.

        A chip that was there stays in its place when it is switched off.
        """
        if self._experiment is None:
            return
        usable, used = self._usable(), self._experiment.features
        ranked = sorted(usable, key=lambda key: (key not in used, key not in self._visible))
        lines: list[list[QWidget]] = [[]]
        visible, rest = usable, list[str]()
        for count in range(len(ranked), 0, -1):
            visible = [key for key in usable if key in ranked[:count]]
            rest = [key for key in usable if key not in visible]
            chips: list[QWidget] = [self.chips[key] for key in visible]
            lines = self._in_lines([*chips, self.more] if rest else chips)
            if len(lines) <= self._most_lines:
                break
        self._visible = visible
        self._fill(lines[: len(self._boxes)])
        for key, chip in self.chips.items():
            chip.setHidden(key not in visible)
            self._actions[key].setVisible(key in rest)
        self._describe_menu(rest)

    def _in_lines(self, chips: Sequence[QWidget]) -> list[list[QWidget]]:
        """Return the chips in lines of the width there is, two of them about equally long."""
        lines = _broken(chips, self._room, self.theme.pixels(SPACE))
        if len(lines) != 2:
            return lines
        half = round(HALF * sum(chip.sizeHint().width() for chip in chips))
        even = _broken(chips, min(half, self._room), self.theme.pixels(SPACE))
        return even if len(even) == 2 else lines

    def _fill(self, lines: list[list[QWidget]]) -> None:
        """Let the chips stand in these lines."""
        if lines == self._lines:
            return
        self._lines = lines
        for widget in (*self.chips.values(), self.more):
            for box in self._boxes:
                box.removeWidget(widget)
        for box, line in zip(self._boxes, lines, strict=False):
            for place in line:
                box.insertWidget(box.count() - 1, place)

    def _describe_menu(self, rest: list[str]) -> None:
        self.more.setVisible(bool(rest))
        self.more.setText(tr("+{count}", count=len(rest)))
        names = ", ".join(self._actions[key].text() for key in rest)
        self.more.setToolTip(tr("More input features: {names}", names=names))
        self.more.setAccessibleName(self.more.toolTip())
        self.more.updateGeometry()

    @Slot()
    def _open_menu(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    @Slot()
    def _toggle(self) -> None:
        sender, experiment = self.sender(), self._experiment
        if experiment is None:
            return
        key = str(sender.data() if isinstance(sender, QAction) else sender.property("key"))
        wanted = set(experiment.features) ^ {key}
        features = tuple(key for key in experiment.form.features if key in wanted)
        if not self.propose(replace(experiment, features=features)):
            self.show_experiment(experiment)  # the last feature cannot be switched off


def _broken(chips: Sequence[QWidget], room: int, space: int) -> list[list[QWidget]]:
    """Return the chips in lines of this width."""
    lines: list[list[QWidget]] = [[]]
    left = room
    for chip in chips:
        width = chip.sizeHint().width()
        if width > left and lines[-1]:
            lines.append([])
            left = room
        lines[-1].append(chip)
        left -= width + space
    return lines
