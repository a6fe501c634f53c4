"""What a trial is given out as: JSON Schema, tables, an account to read in a terminal."""

from trialparse.outputs.rows import constraint_rows, header_rows
from trialparse.outputs.schema import json_schema

__all__ = ["constraint_rows", "header_rows", "json_schema"]
