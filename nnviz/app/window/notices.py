"""Notices: what the banner tells of training: refusals, how it ended and the way on, what holds."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot

from nnviz.app.window.banner import Banner
from nnviz.app.window.remedies import FindWay, past
from nnviz.engine.ending import Ending
from nnviz.experiment import Experiment
from nnviz.session import Session


class Notices(QObject):
    """Listens to the session and talks through the banner that there is at the moment."""

    _banner: Banner

    def __init__(self, session: Session, parent: QObject | None = None):
        """Nothing can be told before there is a banner to `show_in`."""
        super().__init__(parent)
        self._session = session
        self._holding: Ending | None = None  # the latest warning of training that was shown
        session.experiment_changed.connect(self._follow_experiment)
        session.training_changed.connect(self._follow_training)
        session.stopped.connect(self._tell_end)
        session.refused.connect(self.warn)

    def show_in(self, banner: Banner) -> None:
        """Talk through this banner from now on."""
        self._banner = banner

    def move_to(self, banner: Banner) -> None:
        """Tell it all in another banner, worded in the language in use."""
        before = self._banner
        self.show_in(banner)
        if before.told:
            banner.say(before.told, before.warning)
        if before.offered:
            self._offer(self._find_way, self._take_way)

    def hold(self, warning: Ending | None) -> None:
        """Tell what holds of training now, once, and no longer than it holds."""
        if warning == self._holding:
            return
        if self._holding and self._banner.told == self._holding:
            self.close()
        self._holding = warning
        if warning is not None:
            self._banner.say(warning, warning=False)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Tell why something was not done."""
        self._banner.say(sentence, warning=True)

    @Slot()
    def close(self) -> None:
        self._banner.close_sentence()

    def close_past(self) -> None:
        """Close the banner, unless it is a warning that still holds."""
        if self._banner.told != self._holding:
            self.close()

    @Slot(object)
    def _tell_end(self, ending: Ending) -> None:
        diverged = ending.kind == "diverged"
        self._banner.say(ending, warning=diverged)
        self._offer(past(ending), self._session.recover if diverged else self._session.train_with)

    @Slot(object)
    def _follow_experiment(self, _experiment: Experiment) -> None:
        if self._banner.offered:
            self._offer(self._find_way, self._take_way)
        elif self._tells_an_end:
            self.close()  # it was the end of another training

    @Slot(bool)
    def _follow_training(self, training: bool) -> None:
        if training:
            self.close_past()

    @property
    def _tells_an_end(self) -> bool:
        banner = self._banner
        return bool(banner.told) and not banner.warning and banner.told != self._holding

    def _offer(self, find_way: FindWay, take: Callable[[Experiment], object]) -> None:
        """Offer a way on, and again for every experiment that comes while it is offered."""
        self._find_way, self._take_way = find_way, take
        way = find_way(self._session.experiment)
        if way is not None:
            self._banner.offer(way.label, partial(take, way.experiment))
        elif self._banner.offered:
            self.close()
