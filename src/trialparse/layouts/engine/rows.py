"""Lists whose entries are several labelled lines each: the groups of a trial, its outcomes, its places.

An entry ends where one of its labels comes again. A site in two languages gives each label twice, and mostly each
value; the English value is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import Line, key_of
from trialparse.layouts.engine.order import loosely
from trialparse.text import clean
from trialparse.values import country, is_missing, read_count

__all__ = ["english_of", "groups", "measures", "partners", "places", "spellings_of"]

Entry = Mapping[str, Sequence[Line]]

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # and kana, and Hangul
_LATIN = re.compile(r"[A-Za-z]")
_DIGITS = re.compile(r"\d+")
_KINDS = {
    "primary": ("主要指标", "primary indicator", "primary outcome", "primary"),
    "secondary": ("次要指标", "secondary indicator", "secondary outcome", "secondary"),
    "other": ("附加指标", "副作用指标", "additional indicator", "adverse events", "side effect"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}


def spellings_of(own: str, english: str) -> tuple[str, ...]:
    """How a site writes a label that it gives in two languages.

    Examples:
        >>> spellings_of("性别", "gender")
        ('性别', 'gender', '性别 gender', '性别gender', '性别/gender')
    """
    return own, english, f"{own} {english}", f"{own}{english}", f"{own}/{english}"


def _labels(**pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {label: name for name, labels in pairs.items() for pair in labels for label in spellings_of(*pair)}


_GROUP = _labels(
    label=[("组别", "group")],
    size=[("样本量", "sample size")],
    intervention=[("干预措施", "intervention")],
    code=[("干预措施代码", "intervention code")],
)
_MEASURE = _labels(
    measure=[("指标中文名", "outcome"), ("指标名称", "outcome name")],
    type=[("指标类型", "type")],
    time_frame=[("测量时间点", "measure time point of outcome")],
    method=[("测量方法", "measure method")],
)
_PLACE = _labels(
    country=[("国家", "country")],
    state=[("省(直辖市)", "province"), ("省", "state")],
    city=[("市(区县)", "city"), ("市", "town")],
    facility=[("单位(医院)", "institution hospital"), ("单位", "institution/hospital")],
    level=[("单位级别", "level of the institution")],
    address=[("具体地址", "address")],
)


def english_of(lines: Sequence[Line]) -> Sequence[Line]:
    """Of a value that stands in two languages, its lines in English; a line and its translation have the same numbers.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [line.text for line in english_of(list(lines_of("尚未开始\\nNot yet recruiting")))]
        ['Not yet recruiting']
        >>> [line.text for line in english_of(list(lines_of("1. 咳嗽\\n2. BMI > 30")))]
        ['1. 咳嗽', '2. BMI > 30']
    """
    own = [line for line in lines if _HAN.search(line.text)]
    english = [line for line in lines if not _HAN.search(line.text) and _LATIN.search(line.text)]
    if not own or len(own) != len(english) or len(own) + len(english) != len(lines):
        return lines
    told = [_DIGITS.findall(line.text) for line in own] == [_DIGITS.findall(line.text) for line in english]
    return english if told else lines


def groups(draft: Draft, lines: Sequence[Line]) -> None:
    """The groups of a trial: name, number of people, and what is done with them; together the enrollment."""
    sizes: list[Sequence[Line]] = []
    done: set[str] = set()
    for entry in _entries(draft, lines, _GROUP):
        intervention = entry.get("intervention", ())
        if entry.get("label"):
            draft.item("arms", label=entry["label"], description=intervention)
        if intervention and key_of(intervention[0].text) not in done:
            done.add(key_of(intervention[0].text))
            draft.item("interventions", name=intervention)
        sizes.append(entry.get("size", ()))
    _sum(draft, sizes)


def _sum(draft: Draft, sizes: Sequence[Sequence[Line]]) -> None:
    """The enrollment as the sum of the groups' numbers, if every group has one."""
    counts = [(line, found) for lines in sizes for line in lines[:1] if (found := read_count(line.text))]
    if not counts or len(counts) < len(sizes) or "enrollment.count" in draft.spans:
        return
    first, last = counts[0][0], counts[-1][0]
    draft.put("enrollment.count", sum(found.value for _, found in counts), first.start, last.end)
    draft.values["enrollment"] |= {"type": "ESTIMATED", "span": {"start": first.start, "end": last.end}}
    if len(counts) > 1:
        told = [line for line, _ in counts]
        draft.report("summed-count", "the sum of the groups' numbers", told, "enrollment.count", "info")


def measures(draft: Draft, lines: Sequence[Line]) -> None:
    """The outcomes of a trial: what is measured, of which type it is, and when it is measured."""
    for entry in _entries(draft, lines, _MEASURE):
        measure, told = entry.get("measure"), entry.get("type", ())
        kind = next((_KIND_OF[line.key] for line in told if line.key in _KIND_OF), None)
        if measure and kind:
            draft.item("outcomes", measure=measure, type=(kind, told[0]), time_frame=entry.get("time_frame"))
        elif measure:
            draft.report("unknown-value", "not a type of outcome", told or measure, "outcomes")


def places(draft: Draft, lines: Sequence[Line]) -> None:
    """The sites of a trial and their countries."""
    known: set[str] = set()
    for entry in _entries(draft, lines, _PLACE):
        for line in map(_in_english, entry.get("country", ())):
            if line.key not in known:
                known.add(line.key)
                draft.extend("countries", clean(draft.raw[line.start : line.end]), line.start, line.end)
        if entry.get("facility"):
            draft.item("locations", **{name: entry.get(name) for name in ("facility", "city", "state", "country")})


def partners(draft: Draft, lines: Sequence[Line]) -> None:
    """The sponsors beside the first one, each with its address."""
    for entry in _entries(draft, lines, _PLACE):
        if entry.get("facility"):
            line = entry["facility"][0]
            draft.item("sponsors", name=line, role=("collaborator", line))


def _in_english(line: Line) -> Line:
    """Of `中国 China` what is the name of a country."""
    latin = _LATIN.search(line.text)
    name = line.part(latin.start()) if latin and _HAN.search(line.text) else line
    return name if country(name.text) else line


def _entries(draft: Draft, lines: Sequence[Line], labels: Mapping[str, str]) -> Iterator[Entry]:
    """What stands under each label of each entry; lines under none stay unread."""
    entry: dict[str, list[tuple[bool, Sequence[Line]]]] = {}
    seen: set[str] = set()
    for block in loosely(lines, labels):
        if not block.label:
            continue
        if block.label in seen:
            yield _values(entry)
            entry, seen = {}, set()
        seen.add(block.label)
        draft.take([*block.heading, *block.lines])
        entry.setdefault(labels[block.label], []).append((block.label.isascii(), block.lines))
    yield _values(entry)


def _values(entry: Mapping[str, Iterable[tuple[bool, Sequence[Line]]]]) -> Entry:
    found = {}
    for name, given in entry.items():
        stated = [(english, [line for line in lines if not is_missing(line.text)]) for english, lines in given]
        best = max(stated, key=lambda each: (bool(each[1]), each[0]))[1]
        if best:
            found[name] = english_of(best)
    return found
