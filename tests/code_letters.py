"""Where code says a letter of the alphabet of the grammar itself, instead of the name that `alphabet` has for it.

A value is taken for codes where it is called `code` or `codes`, or comes from such a value. What may not stand beside
it is a string of the alphabet's letters: in a comparison, in a string's method, in a regular expression that is tried
on it, and in what makes an atom or a phrase.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from inspect import signature

from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import CODES
from trialparse.lexicon.loader import Phrase

__all__ = ["code_letters"]

_PLACES = {made.__name__: [*signature(made).parameters].index("code") for made in (Atom, Phrase)}
_OVER = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub")
_COUNTS = ("find", "rfind", "index", "count")
_STRINGS = (*_COUNTS, "startswith", "endswith", "strip", "lstrip", "rstrip", "replace", "split")


def code_letters(source: str) -> Iterator[tuple[int, str]]:
    """The lines that say letters, each with what says them.

    >>> list(code_letters("if sentence.codes[at] in 'AO': pass"))
    [(1, "sentence.codes[at] in 'AO'")]
    >>> list(code_letters("if sentence.codes[at] in one_of(AND, OR) or diagnostic.code == 'a-word': pass"))
    []
    """
    module = ast.parse(source)
    constants = dict(_bound(module.body))
    for scope in _scopes(module):
        reader = _Reader(constants, scope)
        for node in ast.walk(scope):
            if reader.says_letters(node):
                yield node.lineno, ast.unparse(node)


def _scopes(module: ast.Module) -> Iterator[ast.stmt]:
    """The statements of a module, those of a class each for itself: what a name of one stands for is its own."""
    for statement in module.body:
        yield from statement.body if isinstance(statement, ast.ClassDef) else [statement]


class _Reader:
    """What the names in a scope stand for."""

    def __init__(self, constants: Mapping[str, ast.AST], scope: ast.stmt) -> None:
        self.constants = constants
        self.codes = {"code", "codes"}
        bound = list(_bound(ast.walk(scope)))
        for _ in range(3):  # a name of a name of a name
            self.codes |= {name for name, value in bound if self.is_code(value)}

    def says_letters(self, node: ast.AST) -> bool:
        """Whether this very node has letters beside codes."""
        match node:
            case ast.Compare():
                sides = [node.left, *node.comparators]
                return any(map(self.is_code, sides)) and any(map(self.is_literal, sides))
            case ast.Call():
                return self._calls_with_letters(node)
            case ast.Assign(targets=[ast.Attribute(attr="code")]) | ast.AnnAssign(target=ast.Name(id="code")):
                return node.value is not None and self.is_literal(node.value)
        return False

    def _calls_with_letters(self, call: ast.Call) -> bool:
        if any(each.arg == "code" and self.is_literal(each.value) for each in call.keywords):
            return True
        match call.func:
            case ast.Name(id=name) if name in _PLACES:
                return any(map(self.is_literal, call.args[_PLACES[name] : _PLACES[name] + 1]))
            case ast.Attribute(value=ast.Name(id="re" | "regex"), attr=method) if method in _OVER:
                return any(map(self.is_code, call.args[1:]))
            case ast.Attribute(value=of, attr=method):
                over = method in _OVER and self._is_regex(of) and any(map(self.is_code, call.args))
                return over or (method in _STRINGS and self.is_code(of) and any(map(self.is_literal, call.args)))
        return False

    def is_code(self, node: ast.AST | None) -> bool:
        """Whether a value is a code or some of the codes."""
        match node:
            case ast.Name(id=name):
                return name in self.codes
            case ast.Attribute(value=ast.Attribute(attr="units")):
                return False  # the codes of UCUM
            case ast.Attribute(attr=name):
                return name in ("code", "codes")
            case ast.Subscript(value=of) | ast.Starred(value=of) | ast.NamedExpr(value=of):
                return self.is_code(of)
            case ast.IfExp(body=one, orelse=other):
                return self.is_code(one) or self.is_code(other)
            case ast.BoolOp(values=parts) | ast.Tuple(elts=parts):
                return any(map(self.is_code, parts))
            case ast.BinOp(left=one, right=other):
                return self.is_code(one) or self.is_code(other)
            case ast.GeneratorExp(elt=of) | ast.ListComp(elt=of) | ast.SetComp(elt=of):
                return self.is_code(of)
            case ast.Call(func=ast.Attribute(value=of, attr=method)) if method not in _COUNTS:
                return self.is_code(of) or (method == "join" and any(map(self.is_code, node.args)))
            case ast.Call(func=ast.Name(id="set" | "list" | "tuple" | "reversed" | "frozenset"), args=[of]):
                return self.is_code(of)
        return False

    def is_literal(self, node: ast.AST) -> bool:
        """Whether a value is written in letters of the alphabet."""
        match node:
            case ast.Constant(value=str(text)):
                return text != "" and set(text) <= set(CODES)
            case ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.List(elts=parts) | ast.BinOp(left=parts):
                return any(map(self.is_literal, parts if isinstance(parts, list) else [parts]))
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "tuple" | "list"), args=[of]):
                return self.is_literal(of)
            case ast.Name(id=name) if name in self.constants:
                return self.is_literal(self.constants[name])
        return False

    def _is_regex(self, node: ast.AST) -> bool:
        match node:
            case ast.Name(id=name) if name in self.constants:
                return self._is_regex(self.constants[name])
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re" | "regex"), attr="compile")):
                return "letters(" not in ast.unparse(node)
        return False


def _bound(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """The names that are bound, each with its value; of a loop, what is gone over."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[target], value=value):
                yield from _pairs(target, value)
            case ast.AnnAssign(target=target, value=ast.AST() as value) | ast.NamedExpr(target=target, value=value):
                yield from _pairs(target, value)
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                yield from _pairs(target, value)


def _pairs(target: ast.AST, value: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for one, other in zip(targets, values, strict=True):
                yield from _pairs(one, other)
