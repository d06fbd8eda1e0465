"""A desk on which nothing is going on, for commands that are only shown."""

from dataclasses import fields
from unittest.mock import Mock

from nnviz.app.window.desk import Desk


def idle_desk() -> Desk:
    """Return a desk of stand-ins that remember what was called on them."""
    desk = Desk(**{part.name: Mock() for part in fields(Desk)})
    desk.session.training = desk.reader.reading = False
    desk.look.projector = desk.look.full_screen = False
    desk.settings.reduced_motion = False
    return desk
