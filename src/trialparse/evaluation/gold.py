"""Golds of several forms, read from files into documents."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialparse.evaluation.brat import chia_document, is_chia, lct_document, read_annotation
from trialparse.evaluation.cases import read_cases
from trialparse.evaluation.expected import ALLOWED, EXPECTED
from trialparse.evaluation.facts import Bound, Document, Fact, GoldError, Group, Json, Mention, Place, Thing, place_of

__all__ = ["Gold", "read_gold"]


@dataclass(frozen=True, slots=True)
class Gold:
    """Documents of one form: `lct`, `chia`, `constraints`, `facts`, `cases` or `pages`.

    Examples:
        >>> gold = Gold("mine", "constraints", [Document("1", "CRP > 9 mg/L", facts=())])
        >>> gold.form, [document.text for document in gold.documents]
        ('constraints', ['CRP > 9 mg/L'])
    """

    name: str
    form: str
    documents: list[Document]


def read_gold(paths: Iterable[Path]) -> list[Gold]:
    """The golds in files and folders: JSON lines (also gzipped), brat folders, our own YAML; all YAML is one gold.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "mine.jsonl")
        ...     _ = path.write_text('{"id": "1", "kind": "words", "text": "Rest", "expect": []}', "utf-8")
        ...     [(gold.name, gold.form) for gold in read_gold([path])]
        [('mine', 'cases')]
    """
    golds: list[Gold] = []
    cases: list[Document] = []
    for path in paths:
        if not path.exists():
            raise GoldError(f"{path}: no such file or folder")
        if path.is_dir():
            golds += _read_brat(path)
        elif path.suffix in (".yaml", ".yml"):
            cases += [case.document() for case in read_cases(path)]
        else:
            golds.append(_read_lines(path))
    return golds + ([Gold("spec cases", "constraints", cases)] if cases else [])


def _read_lines(path: Path) -> Gold:
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            rows = [(number, _row(line, f"{path}:{number}")) for number, line in enumerate(lines, 1) if line.strip()]
    except GoldError:
        raise
    except (ValueError, OSError, EOFError, zlib.error) as error:
        raise GoldError(f"{path}: not JSON lines: {error}") from error
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    for key, (form, read) in _FORMS.items():
        if rows and isinstance(rows[0][1], dict) and key in rows[0][1]:
            return Gold(name, form, [_document(row, read, f"{path}:{number}: a {form} gold") for number, row in rows])
    raise GoldError(f"{path}: of no known form; its first line has none of {', '.join(_FORMS)}")


def _row(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{place}: not JSON: {error.msg.lower()} at column {error.colno}") from error


def _document(row: Json, read: Callable[[Json], Document], what: str) -> Document:
    try:
        return read(row)
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(f"{what} without what it needs: {error!r}") from error


def _comparisons_row(row: Json) -> Document:
    facts = [
        Fact(
            place=place_of(item),
            kind=item["class"],
            **_ends(item),
            unit=item["unit"],
            unit_text=item["unit_text"],
            subjects=tuple(map(place_of, item["subjects"])),
            bare=item["bare"],
            between=item["between"],
            skip=bool(item["skip"]),
            factor=item.get("factor") or 1.0,
        )
        for item in row["comparisons"]
    ]
    return Document(row["doc"], row["text"], facts=tuple(facts))


def _mentions_row(row: Json) -> Document:
    mentions = [
        Mention(
            item["kind"],
            item["text"],
            tuple(Place(*span) for span in item["spans"]),
            tuple(map(place_of, item["subjects"])),
        )
        for item in row["items"]
    ]
    return Document(row["doc"], row["text"], mentions=tuple(mentions))


def _constraints_row(row: Json) -> Document:
    facts = [
        Fact(
            place=place_of(item),
            kind=item["kind"],
            **_ends(item),
            unit=item["unit"],
            subjects=(place_of(item["subject"]),) if item["subject"] else (),
            subject_id=item["subject_id"],
            reference=item["reference"],
            levels=tuple(map(str, item["levels"] or ())),
            direction=item["direction"],
            anchor=item["anchor"],
            negated=bool(item["negated"]),
            condition=Place(*item["condition"]) if item["condition"] else None,
            exception=Place(*item["exception"]) if item["exception"] else None,
            bare=bool(item.get("bare")),
            lost=bool(item.get("lost_comparator")),
            criterion=str(item["criterion"]),
            number=number,
            alternatives=frozenset(item["alternative_to"] or ()),
            restates=bool(item.get("restatement")),
        )
        for number, item in enumerate(row["constraints"])
    ]
    return Document(
        row["doc"],
        row["text"],
        facts=tuple(facts),
        criteria=tuple((item["kind"], place_of(item)) for item in row["criteria"]),
        groups=tuple(map(_group, row.get("logic") or ())),
        group=row.get("area", ""),
    )


def _group(item: Json) -> Group:
    return Group(None if item["op"] == "all_of" else item.get("n") or 1, frozenset(item["of"]))


def _things_row(row: Json) -> Document:
    things = [
        Thing(
            place_of(item),
            item["category"],
            bool(item["negated"]),
            item["period"],
            item.get("experiencer"),
            Place(item["wide_start"], item["wide_end"]),
            bool(item["generic"]),
        )
        for item in row["facts"]
    ]
    return Document(row["doc"], row["text"], things=tuple(things), group=row.get("area", ""))


def _page_row(row: Json) -> Document:
    return Document(row["page"], row["text"], truth=row["truth"], group=row.get("layout", ""))


def _sentence_row(row: Json) -> Document:
    options = row.get("any") or [row["expect"]]
    wanted = [want for option in options if option != "unclear" for want in option]
    for table, known in ((wanted, EXPECTED), (row.get("allow") or (), ALLOWED)):
        for key in {key for each in table for key in each} - known:
            raise ValueError(f"{row['id']}: unknown key {key!r}")
    return Document(row["id"], row["text"], truth=row, group=row["kind"])


_FORMS = {
    "comparisons": ("lct", _comparisons_row),
    "items": ("chia", _mentions_row),
    "constraints": ("constraints", _constraints_row),
    "truth": ("pages", _page_row),
    "expect": ("cases", _sentence_row),
    "facts": ("facts", _things_row),
}


def _ends(item: Json) -> dict[str, Any]:
    return {
        side: None if item[side] is None else Bound(float(item[side]), bool(item[f"{side}_inclusive"]))
        for side in ("lower", "upper")
    }


def _read_brat(folder: Path) -> Iterator[Gold]:
    """A folder of `.txt` and `.ann` pairs, the corpus known by its labels."""
    pairs = [(path, path.with_suffix(".txt")) for path in sorted(folder.rglob("*.ann"))]
    if not pairs:
        raise GoldError(f"{folder}: holds no .ann file")
    documents: dict[str, list[Document]] = {}
    for path, text_path in pairs:
        if not text_path.exists():
            raise GoldError(f"{path}: its text {text_path.name} is missing")
        text = text_path.read_bytes().decode("utf-8")  # as it is: the offsets count every line end
        annotation = read_annotation(path.read_text(encoding="utf-8"))
        form, build = ("chia", chia_document) if is_chia(annotation) else ("lct", lct_document)
        documents.setdefault(form, []).append(build(path, text, annotation))
    for form, found in documents.items():
        yield Gold(f"{folder.name} ({form})" if len(documents) > 1 else folder.name, form, found)
