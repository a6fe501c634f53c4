"""Address lines of sites, and the names of countries."""

import re
import tomllib
from importlib import resources

__all__ = ["countries_in", "country", "country_code", "country_of_code", "read_place"]

_DATA = tomllib.loads((resources.files(__package__) / "countries.toml").read_text("utf-8"))
_KNOWN = {name.casefold(): name for name in _DATA["codes"]} | {
    alias.casefold(): name for name, aliases in _DATA["aliases"].items() for alias in aliases
}
_BY_CODE = {code: name for name, code in _DATA["codes"].items()}
_REGION = re.compile(
    r"(?:north|south|latin|central)? ?america|europe|asia|africa|oceania|(?:middle|far) east|worldwide", re.IGNORECASE
)
_EXCEPT = re.compile(r"\s{0,3}\(except [^()]{1,40}\)\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"[;\n]")
_COMMA = re.compile(r"\s*,\s*")
_ZIP = re.compile(r"(?=[^,]{0,12}\d)[A-Z0-9][A-Z0-9 -]{2,11}", re.IGNORECASE)


def country(text: str) -> str | None:
    """The usual name of a country given in any of its names, or None.

    Examples:
        >>> country("Korea, Republic of"), country("Turkey (Türkiye)"), country("USA"), country("Changsha")
        ('South Korea', 'Turkey', 'United States', None)
    """
    return _KNOWN.get(" ".join(text.split()).casefold())


def country_code(text: str) -> str | None:
    """The ISO 3166-1 code of a country given in any of its names, or None.

    Examples:
        >>> country_code("Iran, Islamic Republic of"), country_code("Scotland"), country_code("Europe")
        ('IR', 'GB', None)
    """
    name = country(text)
    return None if name is None else _DATA["codes"][name]


def country_of_code(code: str) -> str | None:
    """The usual name of the country with an ISO 3166-1 code, or None.

    Examples:
        >>> country_of_code("br"), country_of_code("XX")
        ('Brazil', None)
    """
    return _BY_CODE.get(code.strip().upper())


def countries_in(text: str) -> list[str]:
    """The countries and regions in a list between semicolons, line ends or commas, each once and in its own words.

    Examples:
        >>> countries_in("Iran (Islamic Republic of);Iran (Islamic Republic of)")
        ['Iran (Islamic Republic of)']
        >>> countries_in("Japan,North America,Asia(except Japan)")
        ['Japan', 'North America', 'Asia(except Japan)']
        >>> countries_in("India, Korea, Republic of")
        ['India', 'Korea, Republic of']
    """
    kept: dict[str, str] = {}
    for part in _BETWEEN.split(text):
        for name in _between_commas(" ".join(part.split())) if part.strip() else ():
            kept.setdefault(name.casefold(), name)
    return list(kept.values())


def _between_commas(text: str) -> list[str]:
    """The countries between commas, which stand in some names too; the text itself where a part is none."""
    parts = _COMMA.split(text)
    found: list[str] = []
    at = 0
    while at < len(parts):
        taken = next((n for n in (3, 2, 1) if _is_place(", ".join(parts[at : at + n]))), 0)
        if not taken:
            return [text]
        found.append(", ".join(parts[at : at + taken]))
        at += taken
    return found


def _is_place(text: str) -> bool:
    return country(text) is not None or _REGION.fullmatch(_EXCEPT.sub("", text)) is not None


def read_place(text: str) -> dict[str, tuple[int, int]] | None:
    """Where city, state, zip and country stand in an address line, or None where it does not end in a country.

    Examples:
        >>> line = "Seoul, Korea, Republic of"
        >>> {name: line[start:end] for name, (start, end) in read_place(line).items()}
        {'country': 'Korea, Republic of', 'city': 'Seoul'}
        >>> line = "Portland, Oregon, 97239, United States"
        >>> {name: line[start:end] for name, (start, end) in read_place(line).items()}
        {'country': 'United States', 'zip': '97239', 'state': 'Oregon', 'city': 'Portland'}
    """
    parts = _parts(text)
    taken = next((n for n in (3, 2, 1) if len(parts) >= n and country(text[parts[-n][0] : parts[-1][1]])), 0)
    if not taken:
        return None
    place = {"country": (parts[-taken][0], parts[-1][1])}
    rest = parts[:-taken]
    if rest and len(rest) > 1 and _ZIP.fullmatch(text[slice(*rest[-1])]):
        place["zip"] = rest.pop()
    if len(rest) > 1:
        place["state"] = rest.pop()
    if rest:
        place["city"] = (rest[0][0], rest[-1][1])
    return place


def _parts(text: str) -> list[tuple[int, int]]:
    """The stretches of a line between its commas."""
    cuts = [match.span() for match in _COMMA.finditer(text)]
    starts = [len(text) - len(text.lstrip()), *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text.rstrip())]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
