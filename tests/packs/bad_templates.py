"""Packs whose templates, slots and uses are bad; as in `bad_packs`, whose `BAD` and `POOR` have them too."""

from __future__ import annotations

from packs.bad import Bad, toml


def anchor(form: str, said: str) -> Bad:
    """A pack with an anchor that has one form, on line 3."""
    return toml(f"[[anchor]]\nkey = 'VISIT'\nforms = [{form}]", f"@:3: anchor 'VISIT': {said}")


def slot(key: str, *forms: str) -> str:
    """An entry of a slot, four lines."""
    return f"[[slot]]\nkey = '{key}'\nforms = {[*forms]}\n\n"


def chain(length: int) -> str:
    """Slots within each other: `s1` stands in nothing, `s2` holds `s1`, and so on."""
    return slot("s1", "bread") + "".join(slot(f"s{depth}", f"{{s{depth - 1}}}") for depth in range(2, length + 1))


_MANY = [f"word{number}" for number in range(3000)]
BAD_TEMPLATES = [
    # as they are written
    anchor("'{home visit'", "forms: '{home visit': '{' opens or closes nothing"),
    anchor("'home} visit'", "forms: 'home} visit': '}' opens or closes nothing"),
    anchor("'[home visit'", "forms: '[home visit': '[' opens or closes nothing"),
    anchor("'home] visit'", "forms: 'home] visit': ']' opens or closes nothing"),
    anchor("'[home [or house]] visit'", "forms: '[home [or house]] visit': '[' opens or closes nothing"),
    anchor("'{more{less}} visit'", "forms: '{more{less}} visit': '{' opens or closes nothing"),
    anchor("'[{more}] visit'", "forms: '[{more}] visit': '[' opens or closes nothing"),
    anchor("'{} visit'", "forms: '{} visit': '{}' is neither a slot nor words to leave out"),
    anchor("'[] visit'", "forms: '[] visit': '[]' is neither"),
    anchor("'[ ] visit'", "forms: '[ ] visit': '[ ]' is neither"),
    anchor("'{ more } visit'", "forms: '{ more } visit': '{ more }' is neither"),
    anchor("'{mo-re} visit'", "forms: '{mo-re} visit': '{mo-re}' is neither"),
    anchor("'{more??} visit'", "forms: '{more??} visit': '{more??}' is neither"),
    anchor("'{more|less} visit'", "forms: '{more|less} visit': '{more|less}' is neither"),
    anchor("' {more} visit'", "forms: single blanks are wanted"),
    anchor("'{more}  visit'", "forms: single blanks are wanted"),
    anchor('"{more}\\u200Bvisit"', "forms: the character '\\u200b' has no place"),
    anchor(f"'{'{more} ' * 50}visit'", "forms: more than 300 characters"),
    anchor("3", "forms: a text is wanted, not 3"),
    anchor("['home visit']", "forms: a text is wanted, not ['home visit']"),
    toml("[[anchor]]\nkey = 'VISIT'\nforms = [{ example = 'at a visit' }]", "@:1: anchor 'VISIT': has no form"),
    anchor("{ from = 'home visit' }", "unknown key 'from'; there are form, example"),
    anchor("{ form = 3 }", "form: a text is wanted, not 3"),
    anchor("{ form = '{home visit' }", "form: '{home visit': '{' opens or closes nothing"),
    anchor("{ form = 'home visit', example = ['x'] }", "example: a text is wanted, not ['x']"),
    # what they name
    anchor("'{home} visit'", "'{home} visit': unknown slot 'home'; there are a_period, absence"),
    anchor("{ form = '{home?} visit' }", "'{home?} visit': unknown slot 'home'"),
    anchor("'{Home} visit'", "'{Home} visit': unknown slot 'Home'"),
    toml(slot("home", "house", "{hoose}"), "@:3: slot 'home': '{hoose}': unknown slot 'hoose'"),
    toml("[[cue]]\ncode = 'Not'\nforms = [\n  'nought',\n  '{nix} of',\n]", "@:5: cue 'Not': '{nix} of': unknown slot"),
    toml("[[comparator]]\nop = 'lt'\npostfix = ['or {lesser}']", "@:3: comparator 'lt': 'or {lesser}': unknown slot"),
    anchor("'7'", "'7': a phrase of it has no letter"),
    anchor("'( )'", "'( )': a phrase of it has no letter"),
    anchor("'[home] 7'", "'[home] 7': a phrase of it has no letter"),
    anchor("'{more?} 7'", "'{more?} 7': a phrase of it has no letter"),
    anchor("'[home]'", "'[home]': it may stand for nothing at all"),
    toml("[[cue]]\ncode = 'Not'\nforms = ['{more?} [home]']", "@:3: cue 'Not': '{more?} [home]': it may stand for"),
    # slots
    toml(slot("home"), "@:3: slot 'home': forms: a slot without a form is never filled"),
    toml("[[slot]]\nkey = 'home'", "@:1: slot 'home': has no forms"),
    toml("[[slot]]\nforms = ['home']", "@:1: slot 'without a name': has no key"),
    toml(slot("ho-me", "home"), "@:2: slot 'ho-me': key: 'ho-me' is not made of lower-case letters"),
    toml(slot("Home", "home"), "@:2: slot 'Home': key: 'Home' is not made of"),
    toml(slot("hømé", "home"), "@:2: slot 'hømé': key: 'hømé' is not made of"),
    toml(slot("home", ""), "@:3: slot 'home': forms: a text is wanted, not ''"),
    toml(slot("home", "home "), "@:3: slot 'home': forms: single blanks are wanted"),
    toml(slot("home", "{home"), "@:3: slot 'home': forms: '{home': '{' opens or closes nothing"),
    toml("[[slot]]\nkey = 'home'\nforms = 'home'", "@:3: slot 'home': forms: a list of texts is wanted, not 'home'"),
    toml("[[slot]]\nkey = 'home'\nforms = [{ form = 'home' }]", "@:3: slot 'home': forms: a text is wanted"),
    toml("[[slot]]\nkey = 'home'\nforms = ['home']\nextends = true", "@:4: slot 'home': unknown key 'extends'"),
    # what is within what
    toml(slot("home", "{home}"), "@:3: slot 'home': '{home}': slot 'home' stands within itself"),
    toml(
        slot("home", "{house}") + slot("house", "{home} of bread"),
        "@:3: slot 'home': '{house}': slot 'house' stands within itself",
    ),
    toml(slot("allowed", "{supposed}"), "@:3: slot 'allowed': '{supposed}': slot 'supposed' stands within itself"),
    toml(chain(6), "slot 's6': '{s5}': more than 4 slots stand within each other, from 's5' on"),
    toml(
        chain(3) + slot("allowed", "{s3}"),
        "@:15: slot 'allowed': scope.toml:%more than 4 slots stand within each other, from 'supposed' on",
    ),
    toml(chain(1000), "slot 's6': '{s5}': more than 4 slots stand within each other"),
    # how many they are
    anchor("'{more} {less} {more} visit'", "'{more} {less} {more} visit': it stands for %phrases, 2000 are allowed"),
    anchor(f"'{'[a] ' * 11}visit'", f"'{'[a] ' * 11}visit': it stands for 2048 phrases"),
    toml(slot("home", *_MANY) + "[[anchor]]\nkey = 'VISIT'\nforms = ['{home} visit']", "it stands for 3000 phrases"),
    toml(slot("home", "{more} {less} {more}"), "@:3: slot 'home': '{more} {less} {more}': it stands for %phrases"),
    toml(
        slot("a", "{more} {less}") + "".join(slot(name, f"{{{name[:-1]}}} " * 40 + "x") for name in ("aa", "aaa")),
        "slot 'aa': %it stands for 1000000000 phrases",
    ),
    toml(slot("more", *_MANY), "@:3: slot 'more': comparators.toml:%: it stands for %phrases, 2000 are allowed"),
    toml(
        slot("a", "b" * 200) + "[[anchor]]\nkey = 'VISIT'\nforms = ['{a}{a}']",
        "@:7: anchor 'VISIT': '{a}{a}': its longest phrase has 400 characters, 300 are allowed",
    ),
    toml(
        f"[[anchor]]\nkey = 'VISIT'\nforms = {[f'{{more}} {{less}} {{than}} no{number}' for number in range(90)]}",
        "@:3: anchor 'VISIT': '{more} {less} {than} no%': with it the templates stand for more than 100000 phrases",
    ),
    # uses
    toml("[[unit]]\nucum = 'mg'\nuses = ['dosis']", "@:3: unit 'mg': uses: 'dosis' is none of age, one, short"),
    toml("[[unit]]\nucum = 'mg'\nuses = 'dose'", "@:3: unit 'mg': uses: a list of texts is wanted, not 'dose'"),
    toml("[[unit]]\nucum = 'mg'\nuses = [['dose']]", "@:3: unit 'mg': uses: ['dose'] is none of age"),
    toml("[[unit]]\nucum = 'mg'\nuses = ['']", "@:3: unit 'mg': uses: '' is none of age"),
    toml(
        "[[cue]]\ncode = 'Not'\nkey = 'behnid'\nforms = ['nix']", "@:3: cue 'behnid': key: 'behnid' is none of behind"
    ),
]
POOR_TEMPLATES = [
    toml(
        slot("more", "lower"), "@:1: warning: slot 'more': 'lower than' is also the comparator 'lt' (comparators.toml:"
    ),
    toml(slot("home", "house"), "@:2: warning: slot 'home': it brings no phrase"),
    toml(slot("more", "higher"), "@:2: warning: slot 'more': it brings no phrase"),
    toml(slot("more", "CL–AS"), "@:1: error: slot 'more': 'CL–AS than' is never found, not even alone"),
    toml(
        "[[comparator]]\nop = 'lt'\nprefix = ['[well] {over}']",
        "comparator 'lt': 'above' is also the comparator 'gt' (comparators.toml:",
    ),
    toml(
        "[[anchor]]\nkey = 'VISIT'\nforms = ['[the] screening']", "'screening' is also the anchor 'SCREENING' (anchors"
    ),
    toml(
        slot("home", "screening") + "[[anchor]]\nkey = 'VISIT'\nforms = ['{home}']",
        "@:5: warning: anchor 'VISIT': 'screening' is also the anchor 'SCREENING' (anchors.toml:",
    ),
]
