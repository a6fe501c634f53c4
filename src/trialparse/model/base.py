"""What every model shares: it is frozen, it knows all its fields, and it can point at characters."""

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Frozen", "Span"]


class Frozen(BaseModel):
    """A value object: immutable, comparable, picklable, with no unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class Span(Frozen):
    """A half-open range of code points in the text the caller passed.

    >>> Span(start=4, end=7).of("age ≥18")
    '≥18'
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def of(self, text: str) -> str:
        """The characters this span covers in `text`."""
        return text[self.start : self.end]
