"""Groups of a study: the cohorts, arms, parts, phases, countries and people that criteria are for."""
