"""Interventions and arms, where the words of a field tell names from what is said of them."""

import re
from typing import Any

from trialparse.records.fields import Fields
from trialparse.records.form import once
from trialparse.records.words.lists import listed
from trialparse.text import clean
from trialparse.values import is_missing, read_enum

__all__ = ["interventions_of", "with_keywords"]

_BETWEEN = re.compile(r"[;；\n]")
_TYPED = re.compile(r"([^:]{1,40}):\s*(\S.*)", re.DOTALL)
_GROUP = re.compile(r"(?P<label>[^:：]{1,400})[:：]\s*(?P<given>\S.*)", re.DOTALL)
_PRODUCT = re.compile(
    r"(?:^|\n)\s{0,9}(?P<label>Trade Name|Product Name|INN or Proposed INN|Product Code)\s?:[ \t]{0,9}"
    r"(?P<name>\S[^\n]*)"
)
_TREE = re.compile(r"[A-Z]\d{2}(?:\.\d{3}){1,12}")  # where a term stands in a catalogue of terms
_APART = re.compile(r"\n[ \t]{0,9}\n")
_NAMES = ("Trade Name", "Product Name", "INN or Proposed INN", "Product Code")
_LONGEST_NAME = 80
_PROSE = re.compile(r"[.!?]\s|[:：]|\.\Z|\d\s?\)")

Told = dict[str, list[dict[str, Any]]]


def interventions_of(text: str | None, sizes: str | None = None) -> Told:
    """The interventions that a text names for sure, and its arms where it tells them; nothing where it is prose.

    `sizes` is the text that gives each group's size: where it names the same groups, what is before a colon is an arm.

    >>> interventions_of("Drug: Velorimab; 10 mg;Drug: Placebo")["interventions"]
    [{'type': 'Drug', 'name': 'Velorimab; 10 mg'}, {'type': 'Drug', 'name': 'Placebo'}]
    >>> interventions_of("Tea group:Herbal tea;Water group:Water;", "Tea group:30;Water group:30;")["arms"][0]
    {'label': 'Tea group', 'interventions': ['Herbal tea']}
    >>> interventions_of("Velorimab;D27.505.954")["interventions"]
    [{'name': 'Velorimab'}]
    >>> interventions_of("Group A: 20 minutes of walking; Group B: usual care")
    {}
    """
    if text is None or is_missing(text):
        return {}
    items = [item.strip() for item in _BETWEEN.split(text) if item.strip() and not _TREE.fullmatch(item.strip())]
    if not items:
        return {}
    return _typed(items) or _products(text) or _arms(items, sizes) or _named(items)


def with_keywords(trial: Fields, text: str, keywords: str, codes: str, sizes: str) -> tuple[Told, list[str]]:
    """The interventions of a trial, from these of its paths; and the keywords that name none of them.

    Where the text is prose, the keywords are the names, and it describes the only one. A code is the kind of a single
    one.

    >>> trial = Fields({"text": "It is drunk hot. Then cold.", "keyword": ["Tea"], "code": "drug"})
    >>> with_keywords(trial, "text", "keyword", "code", "size")[0]["interventions"]
    [{'name': 'Tea', 'description': 'It is drunk hot. Then cold.', 'type': 'drug'}]
    """
    groups = trial.peek(sizes)
    told = trial.read_as(text, lambda words: interventions_of(words, groups)) or {}
    names = [each for each in listed("\n".join(trial.texts(keywords))) if not _TREE.fullmatch(each)]
    if names and not told:
        described = {"description": trial.text(text)} if len(names) == 1 else {}
        told, names = {"interventions": [{"name": name} | described for name in names]}, []
    found = told.get("interventions", [])
    kinds = Fields(trial.value).texts(codes)
    if len(kinds) == len(found) == 1 and read_enum("intervention_type", kinds[0]):
        found[0]["type"] = trial.texts(codes)[0]
    return told, names


def _typed(items: list[str]) -> Told:
    """`Drug: Placebo` an item, as ClinicalTrials.gov hands them over; a semicolon may stand within a name."""
    found: list[dict[str, Any]] = []
    for item in items:
        match = _TYPED.fullmatch(item)
        if match is not None and read_enum("intervention_type", match[1]):
            found.append({"type": match[1], "name": match[2]})
        elif not found or match is not None:
            return {}
        else:
            found[-1]["name"] += f"; {item}"
    return {"interventions": found}


def _products(text: str) -> Told:
    """The products of the EU's form, each by its first name; an empty line or a label that comes again ends one."""
    products: list[dict[str, str]] = [{}]
    end = 0
    for match in _PRODUCT.finditer(text):
        if match["label"] in products[-1] or _APART.search(text, end, match.start("label")):
            products.append({})
        products[-1][match["label"]] = clean(match["name"])
        end = match.end()
    named = [[names[label] for label in _NAMES if not is_missing(names.get(label, ""))] for names in products]
    found = [{"name": names[0], "other_names": once(names[1:])} for names in named if names]
    return {"interventions": found} if found else {}


def _arms(items: list[str], sizes: str | None) -> Told:
    """`Tea group:Herbal tea;`, where the sizes are told of the same groups."""
    groups = [_GROUP.fullmatch(item) for item in items]
    labels = [clean(group["label"]) for group in groups if group is not None]
    sized = [
        clean(item.rpartition(":")[0]) for item in _BETWEEN.split((sizes or "").replace("：", ":")) if item.strip()
    ]
    if len(labels) < len(groups) or labels != sized:
        return {}
    given = [clean(group["given"]) for group in groups if group is not None]
    return {
        "arms": [{"label": label, "interventions": [name]} for label, name in zip(labels, given, strict=True)],
        "interventions": [{"name": name} for name in once(given)],
    }


def _named(items: list[str]) -> Told:
    """Names and no more: short, and no sentences."""
    if any(len(item) > _LONGEST_NAME or _PROSE.search(item) for item in items):
        return {}
    return {"interventions": [{"name": name} for name in once(map(clean, items)) if not is_missing(name)]}
