"""What a criterion names without a number: who has what, takes what, had what."""

from trialparse.criteria.presence.drafting import Drafted, drafted
from trialparse.criteria.presence.joining import with_things
from trialparse.criteria.presence.things import Thing, things

__all__ = ["Drafted", "Thing", "drafted", "things", "with_things"]
