"""Paragraphs in the style of the NCI's PDQ, which run criteria on without marks, often without a full stop.

`Age: 18 and over Sex: Female only Renal: Creatinine …` names what it limits; behind `--Disease Characteristics--` a new
criterion shows only by its first words.
"""

import re

__all__ = ["pdq_seams"]

_LABEL = re.compile(
    r"(?<=\s)(?:Age|Sex|(?:Menopausal|Performance)\s+status|Life\s+expectancy|Hematopoietic|Hepatic|Renal|Cardiovascular|"
    r"Pulmonary|Neurologic|Immunologic|Metabolic|Other|(?:Biologic|Endocrine)\s+therapy|Chemotherapy|Radiotherapy|Surgery)"
    r":(?=\s)"
)
_LEADING = ("a", "and", "at", "by", "for", "have", "in", "of", "or", "than", "the", "to", "with")  # to what follows
_LEADS_ON = "".join(rf"(?<!\b{word})" for word in _LEADING)
_OPENING = re.compile(
    rf"(?<=[a-z)\d]){_LEADS_ON}\s+(?=(?:(?:No|At\s+[Ll]east|AT\s+LEAST|Negative|Reliable|Prior|Failed|Must)\s+[a-z\d]"
    r"|at\s+least\s+\w+\s+\w+\s+since\b))"
)


def pdq_seams(text: str, start: int, end: int, unmarked: bool) -> list[int]:
    """Where criteria begin inside a paragraph; `unmarked` where they show only by their first words.

    >>> pdq_seams("Age: 18 and over Sex: Female Renal: No dialysis", 0, 47, False)
    [17, 29]
    """
    places = []
    if text.count(":", start, end) > 1:
        places = [match.start() for match in _LABEL.finditer(text, start, end)]
    if unmarked:
        places += [match.end() for match in _OPENING.finditer(text, start, end)]
    return sorted(places)
