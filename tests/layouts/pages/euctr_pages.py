"""One invented trial as the EU Clinical Trials Register's pages have it, in every spacing that copies give."""

from html import escape

Row = tuple[str, str, str]  # code, label, value

ID = "2026-500123-41"
HEAD = (
    ("EudraCT Number", ID),
    ("Sponsor's Protocol Code Number", "HERON-2"),
    ("National Competent Authority", "Estonia - SAM"),
    ("Clinical Trial Type", "EEA CTA"),
    ("Trial Status", "Prematurely Ended"),
    ("Date on which this record was first entered in the EudraCT database", "2026-01-05"),
)
INDEX = (
    "A. PROTOCOL INFORMATION", "B. SPONSOR INFORMATION", "C. APPLICANT IDENTIFICATION", "D. IMP IDENTIFICATION",
    "D.8 INFORMATION ON PLACEBO", "E. GENERAL INFORMATION ON THE TRIAL", "F. POPULATION OF TRIAL SUBJECTS",
    "G. INVESTIGATOR NETWORKS TO BE INVOLVED IN THE TRIAL",
)  # fmt: skip
LAST_OF_INDEX = {
    "state": (
        "N. REVIEW BY THE COMPETENT AUTHORITY OR ETHICS COMMITTEE IN THE COUNTRY CONCERNED",
        "P. END OF TRIAL",
    ),
    "third country": ("H.4 THIRD COUNTRY IN WHICH THE TRIAL WAS FIRST AUTHORISED",),
}
_LAY = "Title of the trial for lay people, in easily understood, i.e. non-technical, language"
FORM: tuple[Row | str, ...] = (
    "A. Protocol Information",
    ("A.1", "Member State Concerned", "Estonia - SAM"),
    ("A.2", "EudraCT number", ID),
    ("A.3", "Full title of the trial", "Heronib against prednisone in sarcoidosis"),
    ("A.3.1", _LAY, "The Heron study"),
    ("A.3.2", "Name or abbreviated title of the trial where available", "HERON"),
    ("A.4.1", "Sponsor's protocol code number", "HERON-2"),
    ("A.5.2", "US NCT (ClinicalTrials.gov registry) number", "NCT01234567"),
    ("A.7", "Trial is part of a Paediatric Investigation Plan", "No"),
    "B. Sponsor Information",
    "B.Sponsor: 1",
    ("B.1.1", "Name of Sponsor", "Heron AS"),
    ("B.1.3.4", "Country", "Norway"),
    ("B.3.1 and B.3.2", "Status of the sponsor", "Commercial"),
    ("B.5.2", "Functional name of contact point", "Trial Desk"),
    ("B.5.4", "Telephone number", "+3725550100"),
    ("B.5.6", "E-mail", "desk@example.org"),
    "D. IMP Identification",
    "D.IMP: 1",
    ("D.1.2 and D.1.3", "IMP Role", "Test"),
    ("D.3.1", "Product name", "Heronib"),
    ("D.3.8", "INN - Proposed INN", "Heronib sodium"),
    ("D.3.10", "Strength", ""),
    ("D.3.10.3", "Concentration number", "20"),
    "D.IMP: 2",
    ("D.1.2 and D.1.3", "IMP Role", "Comparator"),
    ("D.3.8", "INN - Proposed INN", "Prednisone"),
    "D.8 Information on Placebo",
    ("D.8.1", "Is a Placebo used in this Trial", "No"),
    "E. General Information on the Trial",
    ("E.1", "Medical condition or disease under investigation", ""),
    ("E.1.1", "Medical condition(s) being investigated", "Sarcoidosis"),
    ("E.1.1.1", "Medical condition in easily understood language", "Lung disease"),
    "MedDRA Classification",
    ("E.1.2", "Version", "27.0"),
    ("E.1.2", "Term", "Sarcoidosis of lung"),
    ("E.1.3", "Condition being studied is a rare disease", "No"),
    ("E.3", "Principal inclusion criteria", "1. Biopsy of a node\n2. Signed consent"),
    ("E.4", "Principal exclusion criteria", "1. Tuberculosis"),
    ("E.7.1", "Human pharmacology (Phase I)", "No"),
    ("E.7.2", "Therapeutic exploratory (Phase II)", "Yes"),
    ("E.8.1.1", "Randomised", "Yes"),
    ("E.8.1.4", "Double blind", "Yes"),
    ("E.8.9.1", "In the Member State concerned years", "3"),
    ("E.8.9.1", "In the Member State concerned months", "0"),
    ("E.8.9.1", "In the Member State concerned days", "0"),
    "F. Population of Trial Subjects",
    ("F.1", "Age Range", ""),
    ("F.1.2", "Adults (18-64 years)", "Yes"),
    ("F.1.3", "Elderly (>=65 years)", "Yes"),
    ("F.2.1", "Female", "Yes"),
    ("F.2.2", "Male", "Yes"),
    ("F.3.1", "Healthy volunteers", "No"),
    ("F.4.1", "In the member state", "40"),
    ("F.4.2.2", "In the whole clinical trial", "240"),
    "N. Review by the Competent Authority or Ethics Committee in the country concerned",
    ("N.", "Competent Authority Decision", "Authorised"),
    ("N.", "Date of Competent Authority Decision", "2026-02-11"),
    "P. End of Trial",
    ("P.", "End of Trial Status", "Prematurely Ended"),
    ("P.", "Date of the global end of the trial", "2026-09-30"),
)
THIRD = ("H.4", "Third Country in which the Trial was first authorised", "Chile")
_FOR_STATES = ("A.1", "N.", "P.")

# What stands between code, label and value, and at a line's end.
SPACINGS: dict[str, tuple[str, str, str]] = {
    "colons": (" ", ": ", "\n"),
    "tabs": ("\t", "\t", "\n"),
    "a tab before the value": (" ", "\t", "\n"),
    "blanks": (" ", " ", "\n"),
    "more blanks": ("   ", "   ", "\n"),
    "glued": ("", "", "\n"),
    "glued at colons": ("", ":", "\n"),
    "values below": (" ", ":\n", "\n"),
    "a cell a line": ("\n", "\n", "\n"),
    "blank lines": (" ", ": ", "\n\n"),
    "carriage returns": (" ", ": ", "\r\n"),
    "line separators": (" ", ": ", "\u2028"),
    "line ends lost": (" ", ": ", ""),
    "line ends lost, glued": ("", "", ""),
    "line ends for blanks": (" ", " ", " "),
}


def rows_of(kind: str) -> list[Row | str]:
    """The rows of a member state's record, or of a third country's, which has other parts."""
    if kind == "state":
        return list(FORM)
    return [*(row for row in FORM if _code(row) not in _FOR_STATES), "H. Third Country Information", THIRD]


def _code(row: Row | str) -> str:
    return row[0] if isinstance(row, tuple) else row.partition(" ")[0]


def _head_of(kind: str) -> list[tuple[str, str]]:
    return [(label, value) for label, value in HEAD if kind == "state" or "Authority" not in label]


def page(kind: str = "state", spacing: str = "colons", index: bool = False) -> str:
    """The page as copied or as downloaded."""
    before, between, end = SPACINGS[spacing]
    shown = ["Summary", *(f"{label}:{between.strip(':')}{value}" for label, value in _head_of(kind))]
    if index:
        shown += [*INDEX, *LAST_OF_INDEX[kind], "Expand All   Collapse All"]
    for row in rows_of(kind):
        shown.append(row if isinstance(row, str) else f"{row[0]}{before}{row[1]}{between}{_value(row[2], end)}")
    return end.join(shown) + end


def _value(value: str, end: str) -> str:
    return value.replace("\n", end)


def html_page(kind: str = "state") -> str:
    """The page as saved."""
    body = "".join(map(_html_row, rows_of(kind)))
    head = "".join(
        f'<tr><td class="cellGrey">{escape(name)}:</td><td>{value}</td></tr>' for name, value in _head_of(kind)
    )
    index = "".join(f"<tr><td><a>{each}</a></td></tr>" for each in (*INDEX, *LAST_OF_INDEX[kind]))
    return (
        "<!DOCTYPE html><html><head><title>Register</title></head><body>"
        f'<table class="section summary"><tr><td colspan="2">Summary</td></tr>{head}</table>'
        f'<table class="section index">{index}</table><div>Expand All &nbsp; Collapse All</div>'
        f'<table class="section content">{body}</table></body></html>'
    )


def _html_row(row: Row | str) -> str:
    if isinstance(row, str):
        return f'<tr><td colspan="3" class="cellBlue">{escape(row)}</td></tr>'
    code, label, value = row
    if not value:
        return f'<tr><td class="cellYellow">{code}</td><td class="cellYellow" colspan="2">{escape(label)}</td></tr>'
    lines = "<br>".join(map(escape, value.split("\n")))
    inner = f"<table><tr><td>{lines}</td></tr></table>" if "\n" in value else lines
    return f'<tr class="tricell"><td>{code}</td><td>{escape(label)}</td><td>{inner}</td></tr>'
