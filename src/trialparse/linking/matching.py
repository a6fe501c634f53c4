"""Whether two records are of the same trial, with the evidence for and against it."""

from collections.abc import Iterator
from itertools import product

from trialparse.linking.cards import Card, Sign, card_of
from trialparse.model import Trial
from trialparse.model.base import Frozen

__all__ = ["Evidence", "Match", "match", "same_trial"]

_ALIKE = 0.85  # so much of the words of two titles is the same
_TELLING = 8  # a title of fewer words may be that of many trials
_TITLES = ("official-title", "title")
_DECISIVE = frozenset({"same-id", "cited-id", "shared-id"})


class Evidence(Frozen):
    """Something that speaks for or against two records being of the same trial: where it stands in each, and its words.

    `code` is `same-id`, `cited-id` (one names the other's id), `shared-id` (both name the same third id),
    `protocol-code`, `official-title`, `title`, `acronym`, `sponsor`, `start-date`, `enrollment`; against it are
    `other-id` (two ids of one registry) and `other-cited-id` (one names another id of the other's registry).

    Examples:
        >>> from trialparse import Trial, same_trial
        >>> same_trial(Trial(id="NCT01234567"), Trial(id="NCT 01234567")).evidence[0].code
        'same-id'
    """

    code: str
    speaks_for: bool
    path_a: str
    path_b: str
    text_a: str
    text_b: str


class Match(Frozen):
    """Whether two records are of the same trial, None where it cannot be told; true where they are.

    Examples:
        >>> from trialparse import Trial, same_trial
        >>> bool(same_trial(Trial(id="NCT01234567"), Trial(id="NCT07654321")))
        False
    """

    same: bool | None
    evidence: tuple[Evidence, ...] = ()

    def __bool__(self) -> bool:
        return self.same is True


def same_trial(a: Trial, b: Trial) -> Match:
    """Whether two records, of whatever registers, are of the same trial.

    Ids decide: the own id, or one that the other record names, or a third one that both name. Two ids of one registry
    are two trials. Without ids, the sponsor's number together with the sponsor, or the whole official title together
    with the sponsor and the start or the size, say that they are the same; less than that cannot tell.

    Examples:
        >>> from trialparse import Identifier, Trial
        >>> there = Trial(id="NCT01234567", title="Velorimab in Gout")
        >>> here = Trial(id="DRKS00099999", identifiers=(Identifier(id="NCT01234567"),))
        >>> found = same_trial(there, here)
        >>> found.same, [(each.code, each.text_b) for each in found.evidence]
        (True, [('cited-id', 'NCT01234567')])
    """
    return match(card_of(a), card_of(b))


def match(a: Card, b: Card) -> Match:
    """The same of two cards."""
    evidence = (*_of_ids(a, b), *_of_words(a, b))
    same = _verdict({each.code for each in evidence}, evidence)
    if same is False and not _are_comparable(a, b) and all(each.speaks_for for each in evidence):
        same = None
    return Match(same=same, evidence=evidence)


def _are_comparable(a: Card, b: Card) -> bool:
    """Whether both have a title: without one, and with nothing against it, they may be of one trial."""
    return all(any(name in card.named for name in _TITLES) for card in (a, b))


def _verdict(codes: set[str], evidence: tuple[Evidence, ...]) -> bool | None:
    against = {each.code for each in evidence if not each.speaks_for}
    if "same-id" in codes:
        return True
    if codes & _DECISIVE:  # an extension names the trial it extends
        return None if against else True
    likely = _is_likely(codes)
    if against:
        return None if likely and "other-id" not in against else False
    if likely:
        return True
    return None if codes & {"official-title", "protocol-code", "title"} or {"acronym", "sponsor"} <= codes else False


def _is_likely(codes: set[str]) -> bool:
    if "sponsor" not in codes:
        return False
    return "protocol-code" in codes or (
        "official-title" in codes and bool(codes & {"start-date", "enrollment", "acronym"})
    )


def _of_ids(a: Card, b: Card) -> Iterator[Evidence]:
    if a.own and b.own and _registry(a.own) == _registry(b.own):
        yield _evidence("same-id" if a.own.key == b.own.key else "other-id", a.own, b.own)
    for code, own, sign in _cited(b.own, a.cited):
        yield _evidence(code, sign, own)
    for code, own, sign in _cited(a.own, b.cited):
        yield _evidence(code, own, sign)
    yield from _shared("shared-id", a.cited, b.cited)
    yield from _shared("protocol-code", a.codes, b.codes)


def _cited(own: Sign | None, cited: tuple[Sign, ...]) -> Iterator[tuple[str, Sign, Sign]]:
    """Whether an id stands among those that the other record names, or another one of its registry does."""
    of_registry = [sign for sign in cited if own and _registry(sign) == _registry(own)]
    if own and of_registry:
        same = next((sign for sign in of_registry if sign.key == own.key), None)
        yield ("cited-id", own, same) if same else ("other-cited-id", own, of_registry[0])


def _shared(code: str, of_a: tuple[Sign, ...], of_b: tuple[Sign, ...]) -> Iterator[Evidence]:
    by_key = {sign.key: sign for sign in of_b}
    for sign in of_a:
        if sign.key in by_key:
            yield _evidence(code, sign, by_key[sign.key])


def _of_words(a: Card, b: Card) -> Iterator[Evidence]:
    pair = next(filter(None, (_titles(a, b, *names) for names in product(_TITLES, _TITLES))), None)
    if pair:
        yield _evidence("official-title" if len(pair[0].key.split()) >= _TELLING else "title", *pair)
    words, others = a.sponsor_words, b.sponsor_words
    if words and others and (words <= others or others <= words):
        yield _evidence("sponsor", a.named["sponsor"], b.named["sponsor"])
    for code in ("acronym", "start-date", "enrollment"):
        if code in a.named and code in b.named and a.named[code].key == b.named[code].key:
            yield _evidence(code, a.named[code], b.named[code])


def _titles(a: Card, b: Card, of_a: str, of_b: str) -> tuple[Sign, Sign] | None:
    """A title of each, where they are alike."""
    one, other = a.named.get(of_a), b.named.get(of_b)
    return (one, other) if one and other and _alike(one, other) else None


def _alike(one: Sign, other: Sign) -> bool:
    words, others = set(one.key.split()), set(other.key.split())
    return one.key == other.key or (
        min(len(words), len(others)) >= _TELLING and len(words & others) >= _ALIKE * len(words | others)
        and _numbers(words) == _numbers(others)
    )  # fmt: skip


def _numbers(words: set[str]) -> set[str]:
    """What tells `Study 1 of X in type 2 diabetes` from its sisters."""
    return {word for word in words if any(map(str.isdigit, word)) or word in ("extension", "i", "ii", "iii", "iv")}


def _registry(sign: Sign) -> str:
    return sign.key.partition(":")[0]


def _evidence(code: str, a: Sign, b: Sign) -> Evidence:
    return Evidence(
        code=code,
        speaks_for=not code.startswith("other-"),
        path_a=a.path,
        path_b=b.path,
        text_a=a.text,
        text_b=b.text,
    )
