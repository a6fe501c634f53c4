"""Whether bytes are no text at all, whatever the encoding."""

from trialparse.text.source import decode

__all__ = ["binary_kind"]

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a database"),
)
_SAMPLE = 4096
_SHORT = 64  # bytes: a few odd ones among so few prove nothing
_SHARE = 0.05  # of control characters: random bytes have twice as many, text has none, or a few where it is damaged
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r\x1b") | {0x7F}


def binary_kind(data: bytes) -> str | None:
    r"""What bytes are where they are no text, None where they are.

    Examples:
        >>> binary_kind(b"%PDF-1.7 ..."), binary_kind("BMI ≤ 30".encode("utf-16")), binary_kind(b"")
        ('a PDF', None, None)
        >>> binary_kind(b"\0\1\2\3" * 40)
        'binary'
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if len(data) < _SHORT or _CONTROLS.isdisjoint(data[:_SAMPLE]):
        return None
    sample = decode(data)[:_SAMPLE]
    return "binary" if sum(ord(sign) in _CONTROLS for sign in sample) > _SHARE * len(sample) else None
