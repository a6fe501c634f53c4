"""What every model shares: it is frozen, it knows all its fields, and it can point at characters."""

from typing import ClassVar, NoReturn

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Frozen", "Span"]


class Frozen(BaseModel):
    """A value object: immutable, comparable, picklable, with no unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )
    _instead: ClassVar[str] = "model_dump() gives its fields by name"

    def __iter__(self) -> NoReturn:
        """Raises: what pydantic would give, pairs of name and value, is not what a loop over a result is after."""
        raise TypeError(f"{type(self).__name__} is not iterable: {self._instead}")


class Span(Frozen):
    """A half-open range of code points in the text the caller passed.

    Examples:
        >>> Span(start=4, end=7).of("age ≥18")
        '≥18'
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def of(self, text: str) -> str:
        """The characters this span covers in `text`; `ValueError` where it lies outside: the text is another one."""
        if max(self.start, self.end) > len(text):
            raise ValueError(f"span {self.start}-{self.end} lies outside this text, which has {len(text)} characters")
        return text[self.start : self.end]
