"""Readers of single values: each takes text and gives the value, or None where the text is not one."""

from trialparse.values.ages import is_unlimited, read_age
from trialparse.values.counts import Count, read_count
from trialparse.values.dates import is_ambiguous, read_date
from trialparse.values.enums import read_date_type, read_enum, read_enums, read_flag, read_phases
from trialparse.values.former import former_criteria
from trialparse.values.missing import is_missing
from trialparse.values.phones import e164, is_email, is_phone
from trialparse.values.places import countries_in, country, country_code, country_of_code, read_place
from trialparse.values.registry_ids import RegistryId, find_ids, read_id

__all__ = [
    "Count",
    "RegistryId",
    "countries_in",
    "country",
    "country_code",
    "country_of_code",
    "e164",
    "find_ids",
    "former_criteria",
    "is_ambiguous",
    "is_email",
    "is_missing",
    "is_phone",
    "is_unlimited",
    "read_age",
    "read_count",
    "read_date",
    "read_date_type",
    "read_enum",
    "read_enums",
    "read_flag",
    "read_id",
    "read_phases",
    "read_place",
]
