"""What a criterion names without a number: who has what, takes what, had what."""

from trialparse.criteria.presence.context import Said, said_below
from trialparse.criteria.presence.drafting import Drafted, drafted
from trialparse.criteria.presence.joining import with_things
from trialparse.criteria.presence.leaders import led_below
from trialparse.criteria.presence.things import Thing, led_by, things

__all__ = ["Drafted", "Said", "Thing", "drafted", "led_below", "led_by", "said_below", "things", "with_things"]
