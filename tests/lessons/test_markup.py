"""Texts of lessons are paragraphs of plain, bold, formulas and terms; half a sign is refused."""

import pytest

from nnviz.lessons.markup import MarkupError, Span, paragraphs


def test_an_empty_line_parts_paragraphs_and_other_breaks_are_spaces() -> None:
    assert paragraphs("\nOne\n two.\n \n\nThree.\n") == (
        (Span("plain", "One two."),),
        (Span("plain", "Three."),),
    )


def test_every_sign_has_its_span() -> None:
    assert paragraphs("The **cost** of [w](positive) is $J(w)$.") == (
        (
            Span("plain", "The "),
            Span("bold", "cost"),
            Span("plain", " of "),
            Span("term", "w", "positive"),
            Span("plain", " is "),
            Span("formula", "J(w)"),
            Span("plain", "."),
        ),
    )


def test_brackets_alone_are_text() -> None:
    assert paragraphs("in [0, 1] (so)") == ((Span("plain", "in [0, 1] (so)"),),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a $b", "“$” is opened and not closed."),
        ("a **b", "“**” is opened and not closed."),
        ("$\\frac{1$", "A brace of $\\frac{1$ has no partner."),
        ("[w](pink)", "There is no role “pink”, only: positive, negative, accent, muted."),
    ],
)
def test_half_a_sign_and_an_unknown_role_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        paragraphs(text)
    assert str(refusal.value) == sentence
