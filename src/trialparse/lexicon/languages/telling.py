"""Which language a text is written in: by its script, by the small words of each language, by its headings."""

import re
from collections import Counter
from functools import cache

from trialparse.lexicon.languages import ENGLISH, Language, comparable, languages
from trialparse.lexicon.languages.headings import heading, heads, spoken

__all__ = ["language_of", "spoken_by"]

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?!\w)")
_ENGLISH_HEADING = re.compile(r"\b(?:inclusion|exclusion|eligibility)\s+criteri(?:a|on)\b", re.IGNORECASE)
_SCRIPTS = {
    "kana": re.compile("[\u3040-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7af]"),
    "han": re.compile("[\u4e00-\u9fff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
}
_MOST, _SOME = 0.3, 0.1  # the share of letters in a script that tells, and that tells where no small word says English
_KANA, _LEAST, _LEAD = 0.05, 0.08, 0.03
_ENGLISH: str = ENGLISH["code"]
_ENGLISH_WORDS = frozenset(ENGLISH["words"].split())
_HOMOGRAPHS = frozenset(ENGLISH["homographs"].split())
_RARE = 100  # characters among which one letter of a neighbour is a slip
_PLAINLY_ENGLISH = _ENGLISH_WORDS - _HOMOGRAPHS
_FEW = 3  # small words, without those of one letter, from which they tell a language
# Letters of languages that are written in the same script and are not read.
_NEIGHBOURS = {"cyrillic": re.compile("[іїєґўјљњђћџ]", re.IGNORECASE), "arabic": re.compile("[ٹڈڑے]")}


def language_of(text: str) -> str | None:
    """The code of the language a text is written in, None where that is not plain.

    >>> language_of("Patients with gout who are able to consent"), language_of("Pacientes con gota y sin diálisis")
    ('en', 'es')
    >>> language_of("患者年龄在18岁以上"), language_of("Gout")
    ('zh-Hans', None)
    """
    words = text.lower().split()
    if sum(map(_PLAINLY_ENGLISH.__contains__, words)) >= max(_FEW, _LEAST * len(words)):  # most need no second look
        return _ENGLISH
    body = _body(text)
    return _by_script(body, text) or _by_words(body) or _by_headings(text)


def _body(text: str) -> str:
    """A text without its headings in other languages: on a bilingual page they tell nothing of what is below."""
    if not spoken(text):
        return text
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        found = heading(text, start, start + len(line.rstrip()))
        lines.append(text[found[0] if found else start : start + len(line)])
        start += len(line)
    return "".join(lines)


def spoken_by(code: str | None) -> Language | None:
    """The language of a code, where it is one whose words are not read.

    >>> spoken_by("de").name, spoken_by("en")
    ('German', None)
    """
    return next((language for language in languages() if language.tag == code), None)


@cache
def _small() -> dict[str, tuple[str, ...]]:
    """The small words, each with the languages it is one of."""
    found: dict[str, tuple[str, ...]] = {}
    given = [(language.tag, language.words) for language in languages()]
    for code, words in (*given, (_ENGLISH, _ENGLISH_WORDS)):
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found


def _counts(text: str) -> tuple[Counter[str], int]:
    """How many words of a text are small words of each language, and how many words there are."""
    small = _small()
    words = _WORD.findall(comparable(text)[0])
    return Counter(code for word in words for code in small.get(word, ())), len(words)


def _share(text: str, code: str) -> float:
    counts, words = _counts(text)
    return counts[code] / words if words else 0.0


def _by_script(text: str, whole: str) -> str | None:
    """What the script of `text` tells; its headings in `whole` tell Japanese that has no kana."""
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text)) or 1
    shares = {name: len(script.findall(text)) / letters for name, script in _SCRIPTS.items()}
    name = max(("hangul", "han", "cyrillic", "arabic"), key=shares.__getitem__)
    if shares["kana"] > _KANA:
        name = "kana"
    share = shares[name] + (shares["han"] if name == "kana" else 0)
    if share < _SOME or (share < _MOST and _share(text, _ENGLISH) >= _LEAST):
        return None
    return _of_script(name, whole)


def _of_script(name: str, text: str) -> str | None:
    """The language of a text in a script."""
    match name:
        case "kana":
            return "ja"
        case "hangul":
            return "ko"
        case "han":
            return (
                "ja"
                if "ja" in heads(text)
                else max(("zh-Hans", "zh-Hant", "ja"), key=lambda code: _letters(text, code))
            )
    if len(_NEIGHBOURS[name].findall(text)) > len(text) / _RARE:
        return None
    if name == "cyrillic":
        return "ru"
    return "fa" if _letters(text, "fa") > _letters(text, "ar") else "ar"


def _letters(text: str, code: str) -> int:
    language = spoken_by(code)
    small = text.lower()
    return sum(map(small.count, language.letters)) if language else 0


def _by_words(text: str) -> str | None:
    counts, words = _counts(text)
    if not counts:
        return None
    (best, most), *others = counts.most_common(2)
    lead = most - (others[0][1] if others else 0)
    if most < _LEAST * words or lead < max(1, _LEAD * words):
        return None
    return best if _is_sure(text, best, most, counts[_ENGLISH]) else None


def _is_sure(text: str, code: str, most: int, english: int) -> bool:
    """Whether small words are enough to tell a language by: `Roux en Y` is no Spanish, and `Café au lait` no French.

    Several words are wanted that English has not; where nothing is English, two, or one and a letter of the language.
    """
    if code == _ENGLISH:
        return most >= _FEW
    small = _small()
    found = {word for word in _WORD.findall(comparable(text)[0]) if code in small.get(word, ())}
    own = len({word for word in found if len(word) > 1 and _ENGLISH not in small[word]} - _HOMOGRAPHS)
    if english:
        return own >= _FEW and most >= 2 * english
    return own >= 2 or (own == 1 and (len(found) >= _FEW or _letters(text, code) > 0))


def _by_headings(text: str) -> str | None:
    """What headings say, where they are of one language: `Criterios de inclusión` may be two."""
    if _ENGLISH_HEADING.search(text):
        return _ENGLISH
    found = Counter(heads(text)).most_common(2)
    if not found:
        return None
    tied = [code for code, times in found if times == found[0][1]]
    return max(tied, key=lambda code: _letters(text, code))
