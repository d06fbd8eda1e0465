"""What a person can tell the window to do about lessons: rows of COMMANDS."""

from nnviz.app.window.command_row import Command, Place

LESSON_COMMANDS = (
    Command(
        "lessons",
        "Lessons…",
        "All lessons, to choose one",
        lambda desk: desk.reader.open_gallery(),
        Place("lessons", 0),
        keys=("F2",),
    ),
    Command(
        "save_as_lesson",
        "Save current state as a lesson…",
        "The network with its weights and what is shown, as a lesson of one step",
        lambda desk: desk.reader.save_as_lesson(),
        Place("lessons", 0),
    ),
    Command(
        "next_step",
        "Next step",
        "Go on in the lesson",
        lambda desk: desk.reader.go_on(),
        Place("lessons", 1),
        lesson_keys=("PgDown",),
        possible=lambda desk: desk.reader.reading,
    ),
    Command(
        "previous_step",
        "Previous step",
        "Go back in the lesson",
        lambda desk: desk.reader.go_back(),
        Place("lessons", 1),
        lesson_keys=("PgUp",),
        possible=lambda desk: desk.reader.reading,
    ),
    Command(
        "reset_step",
        "Reset this step",
        "Have everything as this step begins",
        lambda desk: desk.reader.reset(),
        Place("lessons", 1),
        possible=lambda desk: desk.reader.reading,
    ),
    Command(
        "blank",
        "Blank screen",
        "Nothing to be seen, until any key is pressed",
        lambda desk: desk.reader.blank(),
        Place("lessons", 1),
        lesson_keys=(".", "B"),
        possible=lambda desk: desk.reader.reading,
    ),
    Command(
        "leave_lesson",
        "Leave lesson",
        "Back to the network from before",
        lambda desk: desk.reader.leave(),
        Place("lessons", 2),
        possible=lambda desk: desk.reader.reading,
    ),
)
