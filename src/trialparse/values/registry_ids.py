"""Trial ids of every primary registry: their patterns, canonical forms and registries' names."""

import re
from dataclasses import dataclass

__all__ = ["REGISTRIES", "Registry", "RegistryId", "find_ids", "read_id"]

_JUNK = r"[\s\-\u2010-\u2015/#:]{0,4}"  # what people put between a prefix and its digits


@dataclass(frozen=True, slots=True)
class Registry:
    """A registry: key, name, the pattern of its ids (`~` is junk) and their canonical form (`{}` is the digits)."""

    key: str
    name: str
    pattern: str
    canonical: str
    is_registry: bool = True


# Order matters: the head of a CTIS number looks like a EudraCT number.
REGISTRIES = (
    Registry("CTIS", "CTIS", r"(?:CTIS~|EUCT~|EU\s?CT~)?(20\d\d-5\d{5}-\d\d-\d\d)", "{}"),
    Registry(
        "EUCTR",
        "EU Clinical Trials Register",
        r"(?:EUCTR~|EUDRACT~)?((?:19|20)\d\d-\d{6}-\d\d)(?!-\d)(?:-(?:[A-Z]{2}|3rd|Outside-EU/EEA))?",
        "{}",
    ),
    Registry("NCT", "ClinicalTrials.gov", r"NCT~(\d{8})", "NCT{}"),
    Registry("ISRCTN", "ISRCTN", r"ISRCTN~(\d{8})", "ISRCTN{}"),
    Registry("ACTRN", "ANZCTR", r"(?:ACTRN?|ANZCTR)~(126\d{11})", "ACTRN{}"),
    Registry("CHICTR", "ChiCTR", r"ChiCTR~(\d{8,10})", "ChiCTR{}"),
    Registry("CHICTR", "ChiCTR", r"ChiCTR~([A-Z]{2,5}~\d{8,10})", "ChiCTR-{}"),
    Registry("CHIMCTR", "ChiMCTR", r"ChiMCTR~(\d{10})", "ChiMCTR{}"),
    Registry("ITMCTR", "ITMCTR", r"ITMCTR~(\d{10})", "ITMCTR{}"),
    Registry("DRKS", "German Clinical Trials Register", r"DRKS~(\d{8})", "DRKS{}"),
    Registry("JRCT", "jRCT", r"(?:JPRN~)?jRCT~([a-z]?\d{9,10})", "jRCT{}"),
    Registry("UMIN", "UMIN-CTR", r"(?:JPRN~)?(?:UMIN(?:-CTR)?~|C)(0{3,4}\d{5,6})", "UMIN{}"),
    Registry("JAPIC", "JapicCTI", r"(?:JPRN~)?Japic~CTI~(\d{6})", "JapicCTI-{}"),
    Registry("JMACCT", "JMACCT", r"(?:JPRN~)?JMA~IIA~(\d{5})", "JMA-IIA{}"),
    Registry(
        "CTRI", "CTRI", r"CTRI\s{0,2}[/-]\s{0,2}(20\d\d\s{0,2}[/-]\s{0,2}\d{2,3}\s{0,2}[/-]\s{0,2}\d{6})", "CTRI/{}"
    ),
    Registry("KCT", "CRIS", r"KCT~(\d{7})", "KCT{}"),
    Registry("NLOMON", "Netherlands Trial Register", r"NL~OMON~(\d{4,6})", "NL-OMON{}"),
    Registry("NTR", "Netherlands Trial Register", r"NTR~(\d{1,4})", "NTR{}"),
    Registry("NL", "Netherlands Trial Register", r"NL\s?(\d{3,4})(?!\.\d)", "NL{}"),
    Registry("PACTR", "PACTR", r"PACTR~(20\d{12,14})", "PACTR{}"),
    Registry("RBR", "REBEC", r"RBR~([0-9][a-z0-9]{5,7})", "RBR-{}"),
    Registry("IRCT", "IRCT", r"IRCT~((?:20)?\d{9,14}N\d{1,3})", "IRCT{}"),
    Registry("SLCTR", "SLCTR", r"SLCTR\s{0,2}[/-]\s{0,2}(20\d\d\s{0,2}[/-]\s{0,2}\d{3})", "SLCTR/{}"),
    Registry("TCTR", "TCTR", r"TCTR~(20\d{9})", "TCTR{}"),
    Registry("LBCTR", "LBCTR", r"LBCTR~(20\d{8})", "LBCTR{}"),
    Registry("RPCEC", "RPCEC", r"RPCEC~(\d{8})", "RPCEC{}"),
    Registry("REPEC", "REPEC", r"PER-(\d{3}-\d\d)(?:-[A-Z])?", "PER-{}"),
    Registry("HKCTR", "HKUCTR", r"HKU?CTR-(\d{1,5})", "HKUCTR-{}"),
    Registry("CTR_CN", "China Drug Trials", r"CTR(20\d{6})", "CTR{}"),
    Registry("UTN", "Universal Trial Number", r"(U1111~\d{4}~\d{4})", "{}", is_registry=False),
    Registry("IRAS", "IRAS", r"IRAS~(?:ID~)?(\d{5,7})", "IRAS {}", is_registry=False),
    Registry("PROSPERO", "PROSPERO", r"CRD~(42\d{9,11})", "CRD{}", is_registry=False),
)
_PATTERNS = tuple(
    (registry, re.compile(rf"(?<![A-Za-z0-9])(?:{registry.pattern.replace('~', _JUNK)})(?![A-Za-z0-9])", re.IGNORECASE))
    for registry in REGISTRIES
)
_SLASHED = {"CTRI", "SLCTR"}


@dataclass(frozen=True, slots=True)
class RegistryId:
    """A registry id found in a text: its canonical form, its registry, and where it stands.

    Examples:
        >>> from trialparse.values import read_id
        >>> read_id("NCT01234567").id
        'NCT01234567'
    """

    id: str
    registry: Registry
    start: int
    end: int

    @property
    def key(self) -> str:
        """The same for every spelling of the id, to tell doubles by: `NCT:NCT07104344`."""
        return f"{self.registry.key}:{self.id.upper()}"


def find_ids(text: str) -> list[RegistryId]:
    """Every registry id in a text, in its order.

    Examples:
        >>> [found.key for found in find_ids("EUCTR2015-004404-35-RO, see NCT 07104344")]
        ['EUCTR:2015-004404-35', 'NCT:NCT07104344']
    """
    found: list[RegistryId] = []
    taken = bytearray(len(text))
    for registry, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(RegistryId(_canonical(registry, match[1]), registry, start, end))
    return sorted(found, key=lambda each: each.start)


def read_id(text: str) -> RegistryId | None:
    """The id a field states: the first registry's in it, or None.

    Examples:
        >>> read_id("NCT#00379470").id, read_id("JPRN-jRCTs031180248").id, read_id("ChiCTR IPR 15006194").id
        ('NCT00379470', 'jRCTs031180248', 'ChiCTR-IPR-15006194')
    """
    return next((found for found in find_ids(text) if found.registry.is_registry), None)


def _canonical(registry: Registry, digits: str) -> str:
    separator = "/" if registry.key in _SLASHED else "-"
    plain = re.sub(r"[\s\-\u2010-\u2015/#:]+", separator, digits)
    plain = plain.lower() if registry.key in ("JRCT", "RBR") else plain.upper()
    return registry.canonical.format(plain)
