"""The parser: text in, one typed trial out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trialparse.checks import check
from trialparse.faults import printable
from trialparse.layouts import LAYOUTS, Reading, read_page
from trialparse.lexicon.languages.telling import language_of
from trialparse.lexicon.loader import Lexicon, builtin
from trialparse.model import Diagnostic, Eligibility, Span, Trial
from trialparse.model.criterion import Kind
from trialparse.packs import Loaded, Pack, resolve, run_checks
from trialparse.records import Record, looks_like_record, read_record, record_of, refused_record, unknown_record
from trialparse.records.containers.piece import Piece
from trialparse.streams import Source, pieces_in
from trialparse.text import fold
from trialparse.text.source import looks_like_path

if TYPE_CHECKING:
    from trialparse.criteria.rules import Rule

__all__ = ["Parser", "parse", "parse_criteria", "parse_record", "read_records"]

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no text can hold it


@dataclass(frozen=True, slots=True)
class Parser:
    """Reads pages and eligibility texts; it does not change, and can be shared, and sent to other processes.

    `layouts` are the names of the layouts to know a page by, all of them where it is None. `packs` are names of
    installed packs or `Pack` objects, which add to the built-in lexicon and layouts. A broken pack raises a
    `PackError`, unless the parser is `tolerant`: then every result says in a diagnostic what was left out.

    Examples:
        >>> Parser(layouts=("meddatax",)).parse("no page at all").layout is None
        True
    """

    layouts: Sequence[str] | None = None
    packs: Sequence[str | Pack] | None = None
    tolerant: bool = False
    _loaded: Loaded = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("layouts", "packs"):
            given = getattr(self, name)
            if isinstance(given, str):
                raise TypeError(f"{name} are several: write [{given!r}]")
            object.__setattr__(self, name, None if given is None else tuple(given))
        object.__setattr__(self, "_loaded", resolve(self.packs or (), self.tolerant))
        unknown = set(self.layouts or ()) - {layout.name for layout in (*self._loaded.layouts, *LAYOUTS)}
        if unknown:
            raise ValueError(f"no layout is called {', '.join(sorted(unknown))}")

    def __reduce__(self) -> tuple[type["Parser"], tuple[Any, ...]]:
        return Parser, (self.layouts, self.packs, self.tolerant)  # what they load may hold functions of any kind

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon it reads with: the built-in one, and what its packs add."""
        return self._loaded.lexicon or builtin()

    @property
    def rules(self) -> tuple[tuple[str, "Rule"], ...]:
        """The rules of its packs, each with its name."""
        return self._loaded.rules

    def parse(self, text: str) -> Trial:
        """One registry page, or bare eligibility text, as a trial; any string gives one."""
        raw = _text(text, "parse")
        record = read_record(raw) if self.layouts is None else None
        if record is not None:
            return self._record(record)
        folded = fold(raw)
        known = (*self._loaded.layouts, *LAYOUTS)
        if self.layouts is not None:
            known = tuple(each for each in known if each.name in self.layouts)
        reading = read_page(raw, folded, known)
        if reading.layout in (None, "generic") and _is_record(raw, reading):
            return self._record(unknown_record(raw))
        return _trial(raw, folded, reading, self._loaded)

    def parse_record(self, source: str | Mapping[str, Any]) -> Trial:
        """One structured record, the text of a JSON or XML file or a JSON object as a dict, as a trial."""
        if not isinstance(source, str | Mapping):
            raise TypeError(f"parse_record takes text or a mapping, not {type(source).__name__}")
        given = _text(source, "parse_record") if isinstance(source, str) else source
        return self._record(read_record(given) or unknown_record(given))

    def read_records(self, source: Source) -> Iterator[Trial]:
        """All the trials in a source, one after the other, as `read_records` gives them."""
        return map(self._piece, pieces_in(source))

    def _piece(self, piece: Piece) -> Trial:
        """One piece of a source as a trial that says where it stood."""
        if piece.fault is not None:
            trial = self._record(refused_record(piece.code, piece.fault, piece.text or ""))
        elif piece.value is None:
            trial = self.parse(piece.text or "")
        elif piece.kind is None:
            trial = self._record(unknown_record(piece.text or ""))
        else:
            trial = self._record(record_of(piece.kind, piece.value, piece.written))
        source = Diagnostic(code="record-source", message=printable(piece.place), severity="info")
        return trial.model_copy(update={"diagnostics": (*trial.diagnostics, source)})

    def _record(self, record: Record) -> Trial:
        return _trial(record.text, fold(record.text), record.reading, self._loaded)

    def parse_criteria(self, text: str) -> Eligibility:
        """Eligibility text as criteria."""
        raw = _text(text, "parse_criteria")
        criteria, diagnostics = _criteria(raw, fold(raw), (0, len(raw)), [(0, len(raw), "unknown")], self._loaded)
        return Eligibility.model_validate(criteria | {"diagnostics": [*diagnostics, *_beside(raw, self._loaded)]})


def parse(text: str) -> Trial:
    """One registry page of any known layout, or bare eligibility text, as a trial.

    Examples:
        >>> trial = parse("Inclusion Criteria:\\n- Age 18 to 65 years")
        >>> trial.eligibility.criteria[0].text
        'Age 18 to 65 years'
    """
    return _DEFAULT.parse(text)


def parse_record(source: str | Mapping[str, Any]) -> Trial:
    """One structured record, the text of a JSON or XML file or a JSON object as a dict, as a trial.

    The trial's `text` is the record written out as text, in which the spans stand.

    Examples:
        >>> protocol = {"identificationModule": {"nctId": "NCT01234567"}, "designModule": {"phases": ["NA"]}}
        >>> trial = parse_record({"protocolSection": protocol})
        >>> trial.id, trial.phases, trial.layout
        ('NCT01234567', ('NA',), 'ctgov_v2_json')
        >>> trial.evidence("phases[0]"), trial.text
        ('NA', 'Trial id: NCT01234567\\nPhase: NA\\n')
    """
    return _DEFAULT.parse_record(source)


def parse_criteria(text: str) -> Eligibility:
    """Eligibility text as criteria.

    Examples:
        >>> [criterion.kind for criterion in parse_criteria("Exclusion Criteria:\\n- Pregnancy").criteria]
        ['exclusion']
    """
    return _DEFAULT.parse_criteria(text)


def read_records(source: Source) -> Iterator[Trial]:
    """All the trials in a source, one after the other; what cannot be read gives a trial that says so.

    A source is a path, bytes or an open file, and what it holds: JSON, JSON lines, XML, tables, pages, AACT's files;
    folders, zip archives and gzip of these; or records as mappings: one, several, a generator's, a database cursor's.
    It is read as the trials are asked for. A `record-source` diagnostic says where a trial stood. Raises `OSError`
    where the path is not there.

    Examples:
        >>> export = b'{"studies": [{"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}}, {}]}'
        >>> for trial in read_records(export):
        ...     print(trial.id, [each.message for each in trial.diagnostics])
        NCT01234567 ['bytes, record 1 (character 13)']
        None ['in no known form of record', 'bytes, record 2 (character 86)']
    """
    return _DEFAULT.read_records(source)


_DEFAULT = Parser()


def _text(text: str, asked: str) -> str:
    """The text itself, each half of a broken character replaced by the one that stands for such."""
    if not isinstance(text, str):
        kind = type(text).__name__
        raise TypeError(f"{asked} takes text, not {kind}; trialparse.read gives that of a file: {asked}(read(path))")
    return _SURROGATE.sub("\ufffd", text)


def _is_record(raw: str, reading: Reading) -> bool:
    """Whether a text that no layout knows is a record: keys and tags are no criteria, but a table may be a page."""
    looked = looks_like_record(raw)
    return looked is not None and (looked[0] != "a table" or not reading.values)


def _beside(raw: str, loaded: Loaded) -> tuple[Diagnostic, ...]:
    """What there is to say of a text and of the packs it is read with, whatever stands in it."""
    if not looks_like_path(raw):
        return loaded.diagnostics
    message = "this looks like the path of a file and was read as text; parse(read(path)) reads the file"
    place = Span(start=0, end=len(raw))
    return (Diagnostic(code="looks-like-a-path", message=message, spans=(place,)), *loaded.diagnostics)


def _trial(raw: str, folded: str, reading: Reading, loaded: Loaded) -> Trial:
    """The reading of a page or a record as a trial, with what the checks say of it."""
    trial = Trial.model_validate(_assemble(raw, folded, reading, loaded))
    found = [*_beside(raw, loaded), *check(trial), *run_checks(loaded.checks, trial)]
    return trial.model_copy(update={"diagnostics": (*trial.diagnostics, *found)}) if found else trial


def _assemble(raw: str, folded: str, reading: Reading, loaded: Loaded) -> dict[str, Any]:
    """The reading of a page with its criteria, in the shape of `Trial`."""
    values = dict(reading.values)
    diagnostics: Iterable[dict[str, Any]] = reading.diagnostics
    if reading.eligibility is not None:
        sections = reading.sections or [(*reading.eligibility, "unknown")]
        criteria, said = _criteria(raw, folded, reading.eligibility, sections, loaded)
        values["eligibility"] = values.get("eligibility", {}) | criteria
        values["language"] = criteria["language"]
        diagnostics = [*diagnostics, *said]
    else:
        values["language"] = language_of(folded)
    spans = {path: {"start": start, "end": end} for path, (start, end) in reading.spans.items()}
    return values | {"layout": reading.layout, "spans": spans, "diagnostics": diagnostics, "text": raw}


def _criteria(
    raw: str, folded: str, place: tuple[int, int], sections: Sequence[tuple[int, int, Kind]], loaded: Loaded
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The criteria of the sections at a place, in the shape of `Eligibility`, and what there is to say of them."""
    # spaCy is imported here: it takes a second that `import trialparse` need not.
    from trialparse.criteria import asked_of_all, read_criteria

    start, end = place
    language = language_of("\n".join(folded[start:end] for start, end, _ in sections))
    criteria, groups, diagnostics = read_criteria(raw, folded, sections, loaded.lexicon, loaded.rules, language)
    found = {"text": raw[start:end], "span": {"start": start, "end": end}, "language": language}
    return found | {"criteria": criteria, "groups": groups, "logic": asked_of_all(criteria)}, diagnostics
