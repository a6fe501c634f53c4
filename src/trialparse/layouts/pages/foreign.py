"""The labels of fields in languages beside English, for pages that nobody described."""

from collections.abc import Mapping, Sequence

from trialparse.layouts.engine.lines import key_of
from trialparse.lexicon.languages import comparable, languages

__all__ = ["ENDING", "with_languages"]

# Labels that stand among criteria as well, as names of what these limit.
_AMONG_CRITERIA = ("eligibility.ages", "eligibility.sex", "conditions", "interventions")


def _spellings(forms: Sequence[str]) -> list[str]:
    """Labels in their normal form, with the marks of their letters and without."""
    return [spelling for form in forms for spelling in (key_of(form), comparable(key_of(form))[0])]


def with_languages(table: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The labels of each field with those of other languages; a label that the table has keeps its field.

    >>> with_languages({"title": ["title"], "status": []})["status"][:2]
    ['الحالة', 'الحاله']
    """
    labels = {field: list(known) for field, known in table.items()}
    taken = {label for known in table.values() for label in known}
    for language in languages():
        for field, forms in language.labels.items():
            new = [label for label in dict.fromkeys(_spellings(forms)) if label not in taken]
            taken.update(new)
            labels.setdefault(field, []).extend(new)
    return labels


# Labels of one word that end the criteria they stand under.
ENDING = frozenset(
    label
    for language in languages()
    for field, forms in language.labels.items()
    if field not in _AMONG_CRITERIA
    for label in _spellings(forms)
) - {"phase", "status"}
