"""The text of lessons: lines that fit, formulas on the baseline, terms in their colours."""

import pytest
from PySide6.QtWidgets import QApplication

from nnviz.app.lessons.inks import ink, inked
from nnviz.app.lessons.text import LessonText, with_lead
from nnviz.app.lessons.text_layout import Laid, TextSetter, plain_text
from nnviz.lessons.markup import paragraphs
from nnviz.theme import Theme
from nnviz.widgets.formula import FormulaError, drawn_formula

LONG = "One **weight** and $\\frac{1}{n} \\sum x_i$ make a [slope](negative) of several lines."
KOREAN = "**부호**는 방향을 말해 줍니다. 음수이면 $w$가 오른쪽으로 갈수록 커져야 합니다."


def laid(text: str, width: float, theme: Theme | None = None) -> Laid:
    return TextSetter(theme or Theme(), "title").laid(paragraphs(text), width)


def lines(found: Laid) -> list[str]:
    tops = sorted({placed.y for placed in found.pieces})
    return ["".join(p.piece.text or "∎" for p in found.pieces if p.y == top) for top in tops]


pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("text", [LONG, KOREAN])
@pytest.mark.parametrize("width", [120.0, 240.0, 392.0])
def test_lines_fit_and_nothing_overlaps(text: str, width: float) -> None:
    found = laid(text, width)
    assert found.width <= width
    assert found.height >= 28
    for one, other in zip(found.pieces, found.pieces[1:], strict=False):
        if one.y == other.y:
            assert one.x + one.piece.width <= other.x + 0.01


def test_a_particle_stays_with_its_formula() -> None:
    for line in lines(laid(KOREAN, 200)):
        assert not line.startswith("가")


def test_a_high_formula_has_room_above_and_below(app: QApplication) -> None:
    assert app
    plain, high = laid("a b", 300), laid("a $\\frac{\\frac{1}{2}}{\\frac{3}{4}}$ b", 300)
    assert plain.height == 28
    formula = next(p for p in high.pieces if p.piece.formula is not None)
    assert formula.y - formula.piece.ascent >= 0
    assert formula.y + formula.piece.descent <= high.height


def test_a_paragraph_of_one_formula_is_indented() -> None:
    found = laid("$w = 2$", 300)
    assert found.pieces[0].x == 24
    assert laid("$w = 2$ is it.", 300).pieces[0].x == 0


def test_a_formula_that_is_too_wide_becomes_smaller() -> None:
    found = laid("so: $" + " + ".join(["x_1"] * 20) + "$.", 200)
    assert found.width <= 200
    assert lines(found)[-1].endswith("∎.")


def test_a_word_that_no_line_can_hold_is_parted() -> None:
    found = laid("a" * 80, 100)
    assert len(lines(found)) > 3
    assert found.width <= 100


def test_a_formula_that_is_none_is_shown_as_it_is_written() -> None:
    found = laid("see $x_$", 300)
    assert "$x_$" in lines(found)[0]
    with pytest.raises(FormulaError):
        drawn_formula("x_", Theme().color("text"), 20)


def test_terms_have_the_ink_of_their_role() -> None:
    theme = Theme("dark")
    found = laid("[up](positive) [down](negative) [so](muted) [look](accent) plain", 600, theme)
    colors = [p.piece.color.name() for p in found.pieces if p.piece.color is not None]
    assert colors == ["#6bb8f2", "#ffab4a", "#a9adb6", "#5f83ff", theme.color("text").name()]


def test_roles_within_formulas_become_colours() -> None:
    theme = Theme()
    orange = ink(theme, "negative").name()
    assert inked(theme, r"\textcolor{negative}{w}") == rf"\textcolor{{{orange}}}{{w}}"
    assert inked(theme, r"\textcolor{#123456}{w}") == r"\textcolor{#123456}{w}"
    assert inked(theme, "= -42") == "= {-}42"
    assert inked(theme, "a - 42") == "a - 42"


def test_a_lead_stands_in_front() -> None:
    found = with_lead("Watch", paragraphs("the line."))
    assert plain_text(found) == "Watch the line."
    assert with_lead("", found) == found


def test_the_widget_is_as_high_as_its_text(app: QApplication) -> None:
    assert app
    text = LessonText(Theme(), paragraphs(LONG), sign="eye")
    assert text.heightForWidth(150) > text.heightForWidth(400)
    assert text.accessibleName().startswith("One weight and")
    for width in range(100, 120):
        text.heightForWidth(width)  # of many widths, few are kept
    assert len(text._laid) < 12  # noqa: SLF001
    text.deleteLater()
