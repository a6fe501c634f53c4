"""Text of a page as a terminal may have it: a control code in it is shown and does nothing."""

__all__ = ["visible"]

_KEPT = "\n\t"
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in _KEPT} | {0x7F: "\u2421"}
_UNSEEN = (*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))  # C1; what turns the direction of text
_SHOWN = _CONTROLS | {code: f"\\u{code:04x}" for code in _UNSEEN} | {0x0D: ""}


def visible(text: str) -> str:
    r"""A text with its control codes as pictures of them or by number; a carriage return is left out.

    Examples:
        >>> visible("ALT \x1b[31m> 3\r\n")
        'ALT ␛[31m> 3\n'
        >>> visible("\u202e81 > egA")
        '\\u202e81 > egA'
    """
    return text.translate(_SHOWN)
