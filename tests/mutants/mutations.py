"""Small changes of a program's text, each of which some test should notice.

To add a kind of change, append a function to KINDS: it gets a node and returns the nodes that could
stand in its place.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
DRESSING = (  # calls that decide how something looks, or who may press Tab to it
    *("addSpacing", "setAlignment", "setContentsMargins", "setCursor", "setFixedSize"),
    *("setFocusPolicy", "setFont", "setFrameShape", "setMinimumSize", "setMinimumWidth"),
    *("setObjectName", "setRenderHint", "setSizePolicy", "setSpacing", "setStyleSheet"),
    "setWordWrap",
)
LARGE = 100  # beyond it a number is doubled: one more would not matter
SIZED = ("paintEvent", "paint", "sizeHint", "minimumSizeHint")  # Qt's functions of the look
LENGTHS = ("pixels", "pen", "font")  # of the theme: what they are given is taste
OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One change: `before` at this place of the file becomes `after`."""

    line: int
    column: int
    end_line: int
    end_column: int
    before: str
    after: str

    @property
    def words(self) -> str:
        return f"{self.before!r} → {self.after!r}"

    def apply(self, source: str) -> str:
        """Return the source with the change made; the line numbers stay."""
        lines = source.splitlines(keepends=True)
        head = lines[self.line - 1].encode()[: self.column].decode()
        tail = lines[self.end_line - 1].encode()[self.end_column :].decode()
        padding = "\n" * (self.end_line - self.line)
        changed = self.after + padding if self.after == "pass" else f"({self.after}{padding})"
        return "".join([*lines[: self.line - 1], head, changed, tail, *lines[self.end_line :]])


def mutants(source: str) -> Iterator[Mutant]:
    """Return every change there is of a module's source, in the order of the text."""
    tree = ast.parse(source)
    skipped = _unchanged(tree)
    for node in ast.walk(tree):
        if node in skipped:
            continue
        for kind in KINDS:
            for other in kind(node):
                yield _mutant(source, node, other)


def _mutant(source: str, node: ast.AST, other: ast.AST) -> Mutant:
    assert isinstance(node, ast.expr | ast.stmt)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    before = ast.get_source_segment(source, node) or ""
    place = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
    return Mutant(*place, " ".join(before.split()), ast.unparse(other))


def _unchanged(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes no test need notice.

    They are annotations, decorators, texts, signals, numbers with a name, and the mere look.
    """
    apart = [part for node in ast.walk(tree) for part in _silent_parts(node)]
    return {node for part in apart for node in ast.walk(part)}


def _silent_parts(node: ast.AST) -> list[ast.AST]:
    match node:
        case ast.arg() | ast.AnnAssign():
            return [node.annotation] if node.annotation else []
        case ast.FunctionDef():
            return [*([node.returns] if node.returns else []), *node.decorator_list, *_sizes(node)]
        case ast.ClassDef():
            return [*node.decorator_list]
        case ast.Call() if _method(node) in LENGTHS:
            return [*node.args]
        case _:
            return [node] if _is_silent(node) else []


def _is_silent(node: ast.AST) -> bool:
    match node:
        case ast.JoinedStr():
            return True
        case ast.If():
            return ast.unparse(node.test) == "TYPE_CHECKING"
        case ast.Assign():
            return _makes_signal(node) or _is_tuning(node)
        case ast.Expr():
            return _method(node.value) in DRESSING
        case _:
            return False


def _sizes(function: ast.FunctionDef) -> list[ast.AST]:
    """Return the numbers in a function that draws, which are lengths and shares of them."""
    painting = any("QPainter" in ast.unparse(arg) for arg in function.args.args)
    if painting or function.name in SIZED:
        parts = [part for part in ast.walk(function) if isinstance(part, ast.expr)]
        return [part for part in parts if ast.unparse(part).strip("-").replace(".", "").isdigit()]
    return []


def _method(node: ast.AST) -> str:
    """Return the name of the method that is called, "" for all else."""
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if called else ""


def _makes_signal(node: ast.Assign) -> bool:
    return ast.unparse(node.value).startswith("Signal(")


def _is_tuning(node: ast.Assign) -> bool:
    """Say whether it is a constant with a name of its own, which nothing but taste decides."""
    parts = [part for target in node.targets for part in ast.walk(target)]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    calls = any(isinstance(part, ast.Call | ast.Lambda) for part in ast.walk(node.value))
    return not calls and any(name.isupper() for name in names)


def _compared(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        other = copy.deepcopy(node)
        other.ops[0] = COMPARISONS[type(node.ops[0])]()
        yield other


def _calculated(node: ast.AST) -> Iterator[ast.AST]:
    texts = isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not texts:
        other = copy.deepcopy(node)
        other.op = ARITHMETIC[type(node.op)]()
        yield other


def _joined(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BoolOp):
        other = copy.deepcopy(node)
        other.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield other


def _negated(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _decided(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.IfExp):
        other = copy.deepcopy(node)
        other.test = ast.UnaryOp(ast.Not(), node.test)
        yield other


def _constant(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int | float):
            yield ast.Constant(node.value * 2 if abs(node.value) > LARGE else node.value + 1)


def _opposite(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        name = OPPOSITES.get(node.func.id)
        if name is not None:
            other = copy.deepcopy(node)
            other.func = ast.Name(name, ast.Load())
            yield other


def _left_out(node: ast.AST) -> Iterator[ast.AST]:
    """Leave out a call made for what it does, and an assignment to a part of an object."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield ast.Pass()
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript):
        yield ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield ast.Pass()


Kind = Callable[[ast.AST], Iterator[ast.AST]]

KINDS: tuple[Kind, ...] = (
    _compared,
    _calculated,
    _joined,
    _negated,
    _decided,
    _constant,
    _opposite,
    _left_out,
)
