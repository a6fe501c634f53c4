"""Files and bytes to text: whatever the encoding, the characters a person would see.

A byte-order mark decides, then the zero bytes of an unmarked UTF-16, then strict UTF-8, then what a page of HTML or XML
says of itself; only what is left is guessed, and among the encodings that registries' exports and Windows clipboards
use. White space and line ends stay as they are, so that spans count in the text that `read` gives; of a page of HTML
that is its text, without the tags.
"""

import codecs
import re
from os import PathLike
from pathlib import Path

from trialparse.text.markup import html_text, is_html

__all__ = ["decode", "encoding_of", "looks_like_path", "page_text", "read"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = "cp1252"
_GUESSED = ["gb18030", "shift_jis", "euc_jp", "euc_kr", "big5", "cp1251", _WESTERN]
_SAMPLE = 4096
_HTML_NAMES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?([A-Za-z0-9_.:-]{2,40})""")
_LATIN = ("iso8859-1", "ascii")  # names under which Windows-1252 goes
_PATH = re.compile(
    r"(?:[^\s/\\]{0,100}[/\\][^\n]{1,300}|\S{1,200})"  # a blank stands in a path, but not before its first separator
    r"\.(?:txt|text|md|x?html?|xml|jsonl?|csv|tsv|xlsx?|pdf|docx?|rtf|zip|gz)",
    re.IGNORECASE,
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def read(source: str | PathLike[str] | bytes | bytearray) -> str:
    r"""The text of a file, or of bytes, in any encoding; of a page of HTML the text without the tags.

    HTML needs the extra `html`; the `ImportError` without it says so. Raises `FileNotFoundError`, `IsADirectoryError`
    or another `OSError` that names the file, and `ValueError` where the text itself was passed for a path.

    Examples:
        >>> read("BMI ≤ 30 kg/m²\r\n".encode("utf-16"))
        'BMI ≤ 30 kg/m²\r\n'
        >>> read("naïve to 5 µg".encode("cp1252"))
        'naïve to 5 µg'
    """
    if isinstance(source, bytes | bytearray):
        return page_text(bytes(source))
    if not isinstance(source, str | PathLike):
        raise TypeError(f"read takes a path or bytes, not {type(source).__name__}")
    if isinstance(source, str) and ("\n" in source or "\0" in source):
        raise ValueError("read takes a path or bytes; this looks like the text itself, which trialparse.parse takes")
    path = Path(source)
    return page_text(path.read_bytes(), path.suffix)


def looks_like_path(text: str) -> bool:
    """Whether a text looks like the path of a file: one short line that ends as the name of a file does.

    Examples:
        >>> [looks_like_path(text) for text in ("pages/trial 3.txt", "trial.txt", "Age < 18, see trial.txt")]
        [True, True, False]
    """
    return _PATH.fullmatch(text.strip()) is not None


def page_text(data: bytes, suffix: str = "") -> str:
    """The text of bytes that come from a file whose name has that suffix.

    >>> page_text(b"<p>Age &gt; 18", ".htm")
    'Age > 18'
    """
    text = decode(data)
    return html_text(text) if suffix.lower() in _HTML_NAMES or is_html(text) else text


def decode(data: bytes) -> str:
    """Bytes as text; a byte that no encoding explains becomes U+FFFD, never an error.

    Examples:
        >>> decode(b"\\xb5g \\x81") == "µg \\ufffd"
        True
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in filter(None, (_wide(data), "utf-8", _declared(data), _guess(data))):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(_WESTERN, "replace")


def encoding_of(sample: bytes) -> str:
    """The encoding that a text begins in, of which the last character may be cut.

    >>> encoding_of("5 µ".encode()[:-1]), encoding_of("5 µg".encode("cp1252"))
    ('utf-8', 'cp1252')
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    for encoding in filter(None, (_wide(sample), "utf-8", _declared(sample), _guess(sample))):
        try:
            codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        return encoding
    return _WESTERN


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Western text in it has a zero in every other byte."""
    sample = data[:_SAMPLE]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and high.count(0) > 0.7 * len(high):
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that the head of an HTML or XML file names."""
    found = _DECLARED.search(data, 0, _SAMPLE) if data.lstrip().startswith(b"<") else None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None
    return _WESTERN if name in _LATIN else name


def _guess(data: bytes) -> str | None:
    """An encoding for bytes that say nothing of themselves.

    Accented letters and signs of Western text stand alone among ASCII; in other scripts high bytes come together.
    """
    runs = _HIGH_RUN.findall(data[:_SAMPLE])
    if sum(map(len, runs)) < 2 * len(runs):
        return _WESTERN
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSED).best()
    return best.encoding if best else None
