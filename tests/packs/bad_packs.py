"""Bad packs, as clumsy and hostile authors write them: each with what must be said of it.

`BAD` are refused when a parser is made, `POOR` only the check finds; those whose code fails stand in `bad_code`. In
what must be said, `@` is the place of the lexicon and `%` anything.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from packs.bad import Bad, toml
from packs.bad_templates import BAD_TEMPLATES, POOR_TEMPLATES
from trialparse import Pack
from trialparse.layouts import Layout, colons, readers

ENTRY = '[[measurement]]\nid = "clas"\nname = "CLAS"\naliases = ["CLAS"]\n'
WHOLE = ENTRY + 'examples = [{ text = "CLAS > 3", lower = 3 }]\nrejects = ["CLAS is read"]\n'
LAYOUT = Layout(
    name="village",
    readers={"study name": readers.text("title"), "who may join": readers.text("official_title")},
    cut=colons,
    signs=frozenset({"study name", "who may join"}),
    needed=2,
)


def entry(lines: str, said: str) -> Bad:
    """A pack whose one measurement has bad lines, from line 5 on."""
    return toml(ENTRY + lines, f"@:5: measurement 'clas': {said}")


def call(said: str, **arguments: Any) -> Bad:
    """A pack made with a wrong argument."""
    return Bad(Pack(**{"name": "mine", "version": "1"} | arguments), said)


class Vanished(Path().__class__):  # type: ignore[misc]
    """A file that was there when the pack was made."""

    def open(self, *_: Any, **__: Any) -> Any:
        raise FileNotFoundError("it was here a moment ago")


class Odd:
    """What raises when it is looked at."""

    def __repr__(self) -> str:
        raise RuntimeError("do not look")


class Lying(Pack):
    """A pack whose lexicon cannot be had."""

    def sources(self) -> tuple[tuple[str, str], ...]:
        raise SystemExit(3)


_NO_TOML = [
    toml("[[measurement]\n", "@:1: "),
    toml('[[measurement]]\nid = "a"\nid = "b"', "@:3: "),
    toml('\n\nid: "clas"', "@:3: "),
    toml('{"measurement": []}', "@:1: "),
    toml("[[measurement]]\nid = 'clas", "@:2: "),
    toml(f"x = {'[' * 5000}{']' * 5000}", "@:1: it is nested too deep"),
    toml(f"{ENTRY}note = {'{a = ' * 3000}1{'}' * 3000}", "@:5: it is nested too deep"),
    toml(f"[[measurement]]\nid{'.a' * 3000} = 1", "@:1: measurement "),
    toml(f"[[measurement]]\n[measurement.id{'.a' * 500}]\n", "@:1: measurement "),
    toml(f"{ENTRY}range = [0, {'9' * 6000}]", "@:5: a number has too many digits"),
    toml("# bread\n" * 300_000, "@:1: it has more than 2000000 characters"),
    toml(f'{ENTRY}note = "\x00"', "@:5: "),
    toml(f'{ENTRY}note = "\ud800"', "@:5: half of a character"),
    toml("measurement = 3", "@:1: measurement is no list of entries"),
    toml("measurement = [3]", "@:1: measurement is no list of entries"),
    toml("[measurement]\nid = 'clas'", "@:1: measurement is no list of entries"),
    toml("[[measurment]]\nid = 'clas'", "@:1: measurment 'clas': unknown table"),
    toml("[[]]", "@:1: "),
]
_BAD_ENTRIES = [
    toml("[[measurement]]\n", "@:1: measurement 'without a name': has no id and no name"),
    toml("[[measurement]]\nid = 3\nname = 'x'", "@:2: measurement '3': id: 3 is not made of"),
    toml("[[measurement]]\nid = ''\nname = 'x'", "@:2: measurement '': id: '' is not made of"),
    toml("[[measurement]]\nid = 'Cl as'\nname = 'x'", "id: 'Cl as' is not made of"),
    toml("[[measurement]]\nid = 'clas'\nname = '  '", "@:3: measurement 'clas': name: a text is wanted"),
    toml("[[measurement]]\nid = 'clas'\nname = 1979-05-27", "name: a text is wanted, not datetime.date"),
    toml(f"[[measurement]]\nid = '{'a' * 200}'\nname = 'x'", "is not made of lower-case letters"),
    toml(ENTRY + ENTRY, "@:5: measurement 'clas': this id is taken: @:1; `extends = true` adds"),
    toml(ENTRY.replace("clas", "ecog"), "@:1: measurement 'ecog': this id is taken: oncology.toml:"),
    entry("alias = []", "unknown key 'alias'; there are id, name"),
    entry("cased = 'CLAS'", "cased: a list of texts is wanted, not 'CLAS'"),
    entry("cased = [3]", "cased: a text is wanted, not 3"),
    entry("cased = ['']", "cased: a text is wanted, not ''"),
    entry("cased = ['   ']", "cased: a text is wanted"),
    entry("cased = ['—']", "cased: '—' has no letter: it would be found in every text"),
    entry("cased = ['5']", "cased: '5' has no letter"),
    entry("cased = ['( ) 7']", "cased: '( ) 7' has no letter"),
    entry("cased = [' CLAS']", "cased: single blanks are wanted between the words of ' CLAS'"),
    entry("cased = ['CLAS  Q']", "cased: single blanks are wanted"),
    entry('cased = ["CL\\u0000AS"]', "cased: the character '\\x00' has no place"),
    entry('cased = ["CL\\u200BAS"]', "cased: the character '\\u200b' has no place"),
    entry(f"cased = ['{'CLAS ' * 100}Q']", "cased: more than 300 characters"),
    entry(f"note = '{'a' * 9000}'", "note: a text has at most 5000 characters, not 9000"),
    entry("type = 'scor'", "type: 'scor' is none of score, ordinal, lab"),
    entry("type = ['score']", "type: ['score'] is none of score"),
    entry("unit = 'm g'", "unit: 'm g' is not a UCUM code"),
    entry("unit = 'µg'", "unit: 'µg' is not a UCUM code"),
    entry("units = 'mg'", "units: a list of units is wanted"),
    entry("units = ['']", "units: '' is not a UCUM code"),
    entry("direction = 'up'", "direction: 'up' is none of worse"),
    entry("range = [9, 0]", "range: two numbers are wanted, the lower one first, not [9, 0]"),
    entry("range = [1, 1]", "range: two numbers are wanted"),
    entry("range = [0]", "range: two numbers are wanted"),
    entry("range = 7", "range: two numbers are wanted"),
    entry("range = [0, inf]", "range: two numbers are wanted, the lower one first, not [0, inf]"),
    entry("range = [nan, 3]", "range: two numbers are wanted"),
    entry("range = [nan, nan]", "range: two numbers are wanted"),
    entry("range = [0, 1e400]", "range: two numbers are wanted"),
    entry(f"range = [0, 0x{'F' * 5000}]", "range: two numbers are wanted"),
    entry("range = [true, false]", "range: two numbers are wanted"),
    entry("levels = ['1', '2', '1']", "levels: '1' stands twice"),
    entry("levels = [1, 2]", "levels: a text is wanted, not 1"),
    entry("levels = ['']", "levels: a text is wanted, not ''"),
    entry("parts = ['no_such_thing']", "parts: no measurement has the id 'no_such_thing'"),
    entry("parts = ['clas']", "parts: no measurement has the id 'clas'"),
    entry("loinc = '12'", "loinc: '12' is not a LOINC code"),
    entry("needs = ['']", "needs: a text is wanted, not ''"),
    entry("needs_unit = ['a b']", "needs_unit: 'a b' is not a UCUM code"),
    entry("examples = ['CLAS > 3']", "examples: a list of tables is wanted"),
    toml(ENTRY + "examples = [{ lower = 3 }]", "@:1: measurement 'clas': has no text"),
    entry(
        "examples = [{ text = 'CLAS > 3', lower = nan }]", "lower: a number up to 1000000000000000 is wanted, not nan"
    ),
    entry("examples = [{ text = 'CLAS > 3', lower = -inf }]", "lower: a number up to 1000000000000000 is wanted"),
    entry("examples = [{ text = 'CLAS > 3', lower = '3' }]", "lower: a number is wanted, not '3'"),
    entry("examples = [{ text = 'CLAS > 3', reference = 'X' }]", "reference: 'X' is none of ULN"),
    entry("rejects = [{ text = 'CLAS' }]", "rejects: a text is wanted, not {'text': 'CLAS'}"),
    entry("regex = ['(']", "regex: '(': no regular expression"),
    entry("regex = ['a+']", "regex: 'a+': + has no upper bound"),
    entry("regex = ['(?<=a|bc)d']", "regex: '(?<=a|bc)d': no regular expression: look-behind"),
    entry("regex = ['[[a]b']", "regex: '[[a]b': no regular expression: Possible nested set"),
    entry(
        "regex = ['(?:ab|cd){4000000000,4000000001}']", "regex: '(?:ab|cd){4000000000,4000000001}': more than 1000 ways"
    ),
    entry("regex = ['a{99999999999999999999}']", "regex: %no regular expression: the repetition number is too large"),
    entry(f"regex = ['{'(' * 2000}a{')' * 2000}']", "regex: %no regular expression"),
    entry(f"regex = ['a{{{'9' * 3000}}}']", "regex: %no regular expression"),
    entry("regex = ['x{0,3}']", "regex: 'x{0,3}': matches the empty text"),
    entry("patterns = 'clas'", "patterns: a list of token patterns is wanted"),
    entry("patterns = [{ LOWER = 'clas' }]", "patterns: a token pattern is a list of tables"),
    entry("patterns = [[{ POS = 'NOUN' }]]", "patterns: 'POS' is no attribute of a token here"),
    entry("patterns = [[{ LOWER = 'CLAS' }]]", "patterns: LOWER 'CLAS' matches nothing"),
    entry("patterns = [[{ LENGTH = -3 }]]", "patterns: LENGTH -3 is no length of a word"),
    entry(f"patterns = [[{{ LENGTH = 0x{'F' * 40} }}]]", "patterns: LENGTH %is no length of a word"),
    entry("patterns = [[{ LOWER = { IN = [] } }]]", "patterns: LOWER IN takes a list of str"),
    entry("patterns = [[{ TEXT = { REGEX = '(' } }]]", "patterns: REGEX '(': no regular expression"),
    entry("patterns = [[{ TEXT = 'x', OP = '{3,1}' }]]", "patterns: OP '{3,1}' is none of"),
    entry("patterns = [[{ TEXT = 'x', OP = ['?'] }]]", "patterns: OP ['?'] is no text"),
    entry(f"patterns = [[{{ TEXT = 'x', OP = '{{{'9' * 3000}}}' }}]]", "patterns: OP '{999"),
    entry("extends = 'yes'", "extends: true or false is wanted, not 'yes'"),
    toml(
        ENTRY + "extends = true\nreplaces = true",
        "@:6: measurement 'clas': it extends an entry or replaces it, not both",
    ),
    entry("extends = true", "it extends an entry that does not exist"),
    entry("replaces = true", "it replaces an entry that does not exist"),
    toml("[[criteria_set]]\nid = 'ecog'\nextends = true", "it extends an entry of another table: oncology.toml:"),
    toml("[[measurement]]\nid = 'ecog'\nextends = true\nunit = 'mg'\nlevels = ['0', '9']", "measurement 'ecog': "),
    toml("[[measurement]]\nid = 'bmi'\nextends = true\nunit = 'mg'", "@:4: measurement 'bmi': unit is 'kg/m2' already"),
    toml("[[measurement]]\nid = 'ecog'\nextends = true\nlevels = ['9']", "@:4: measurement 'ecog': levels: 0, 1, 2"),
]
_BAD_WORDS = [
    toml("[[cue]]\ncode = 'N'\nforms = ['loaf']", "@:2: cue 'N': code: 'N' is none of Word, Limit"),
    toml("[[cue]]\ncode = 'CC'\nforms = ['loaf']", "@:2: cue 'CC': code: 'CC' is none of"),
    toml("[[cue]]\ncode = 'Number'\nforms = ['loaf']", "code: 'Number' is none of"),
    toml("[[cue]]\ncode = 'Spelled'\nforms = ['loaf']", "code: 'Spelled' is none of"),
    toml("[[cue]]\ncode = '#'\nforms = ['loaf']", "code: '#' is none of"),
    toml("[[cue]]\ncode = ''\nforms = ['loaf']", "code: '' is none of"),
    toml("[[cue]]\ncode = 'Limit'\nforms = ['loaf']", "cue 'Limit': key: '' is none of ULN, LLN"),
    toml("[[cue]]\ncode = 'Limit'\nkey = 'MLN'\nforms = ['loaf']", "@:3: cue 'MLN': key: 'MLN' is none of ULN, LLN"),
    toml("[[cue]]\ncode = 'Not'", "@:1: cue 'Not': has no forms"),
    toml("[[cue]]\ncode = 'Not'\nforms = ['']", "@:3: cue 'Not': forms: a text is wanted"),
    toml("[[comparator]]\nop = 'more'\nprefix = ['past']", "@:2: comparator 'more': op: 'more' is none of ge"),
    toml("[[comparator]]\nop = 'lt'\nsymbols = ['≥']", "@:3: comparator 'lt': '≥' already means ge"),
    toml("[[comparator]]\nop = 'lt'\nprefix = 'under'", "@:3: comparator 'lt': prefix: a list of texts is wanted"),
    toml("[[unit]]\nforms = ['loaf']", "@:1: unit 'without a name': has no ucum"),
    toml("[[unit]]\nucum = 'a loaf'\nforms = ['loaf']", "@:2: unit 'a loaf': ucum: 'a loaf' is not a UCUM code"),
    toml("[[unit]]\nucum = '{loaf}'\nforms = ['mg']", "@:3: unit '{loaf}': 'mg' already means mg"),
    toml("[[unit]]\nucum = '{loaf}'\nforms = ['']", "@:3: unit '{loaf}': forms: a text is wanted"),
    toml("[[unit]]\nucum = 'kg'\nof = 'time'", "@:3: unit 'kg': kg is no unit of time"),
    toml("[[number]]\nvalue = inf\nforms = ['endless']", "@:2: number 'inf': value: a number up to"),
    toml("[[number]]\nvalue = nan\nforms = ['nothing']", "@:2: number 'nan': value: a number up to"),
    toml("[[number]]\nvalue = '13'\nforms = ['thirteen']", "value: a number is wanted, not '13'"),
    toml("[[number]]\nvalue = true\nforms = ['yes']", "value: a number is wanted, not True"),
    toml("[[number]]\nvalue = 13\nforms = ['twelve']", "@:3: number '13': 'twelve' already means 12"),
    toml("[[number]]\nvalue = 6\nforms = ['5']", "@:3: number '6': forms: '5' has no letter"),
    toml(
        "[[anchor]]\nkey = 'home visit'\nforms = ['home visit']", "@:2: anchor 'home visit': key: 'home visit' is not"
    ),
    toml("[[anchor]]\nkey = 'VISIT'\nforms = ['1']", "@:3: anchor 'VISIT': '1': a phrase of it has no letter"),
    toml("[[words]]\nrole = 'baker'\nforms = ['bread']", "@:2: words 'without a name': role: 'baker' is none of"),
    toml("[[words]]\nrole = 'person'\nforms = ['a baker']", "forms: 'a baker' is not a single word in lower case"),
    toml("[[words]]\nrole = 'person'\nforms = ['Baker']", "forms: 'Baker' is not a single word in lower case"),
]
_BAD_CALLS = [
    call("pack 5: name: a name of its own, without a colon is wanted, not 5", name=5),
    call("pack '': name: a name of its own", name=""),
    call("pack 'a:b': name: a name of its own", name="a:b"),
    call("pack ['mine']: name: a name of its own", name=["mine"]),
    call("name: a name of its own", name="mine\ud800"),
    call("pack 'core': a pack needs a name of its own", name="core"),
    call("version: a text is wanted, not None", version=None),
    call("version: a text is wanted, not 1.0", version=1.0),
    call("it is written for api '1', and this is api 1", api="1"),
    call("it is written for api 2, and this is api 1", api=2),
    call("it is written for api True, and this is api 1", api=True),
    call("lexicon: a path, a text or a list of them is wanted, not 7", lexicon=7),
    call("lexicon: a path, a text or a list of them is wanted, not None", lexicon=None),
    call("lexicon: a path, a text or a list of them is wanted, not b'x'", lexicon=b"x"),
    call("lexicon: a path, a text or a list of them is wanted, not [7]", lexicon=[7]),
    call("lexicon: a path, a text or a list of them is wanted", lexicon=(text for text in [ENTRY])),
    call("no/such.toml: ", lexicon=Path("no/such.toml")),
    call("a\0b.toml: ", lexicon=Path("a\0b.toml")),
    call(f"{Path(__file__).parent}: ", lexicon=Path(__file__).parent),
    call("gone.toml: it was here a moment ago", lexicon=Vanished("gone.toml")),
    call("layouts: a list of layouts is wanted, not None", layouts=None),
    call("layouts: a list of layouts is wanted", layouts=(each for each in [LAYOUT])),
    call("a layout is a Layout, not a str", layouts=["village"]),
    call("a layout is a Layout, not a dict", layouts=[{"name": "village"}]),
    call("there is a layout 'village' already", layouts=[LAYOUT, LAYOUT]),
    call("there is a layout 'ctgov_modern' already", layouts=[replace(LAYOUT, name="ctgov_modern")]),
    call("rules: a list of functions is wanted, not None", rules=None),
    call("rules: a list of functions is wanted", rules=(rule for rule in [print])),
    call("a rule or check is a function, not 3", rules=[3]),
    call("a rule or check is a function, not <Odd instance at ", rules=[Odd()]),
    call("checks: a list of functions is wanted, not 'x'", checks="x"),
    call("a rule or check is a function, not 'x'", checks=["x"]),
    call("pages: a path, a text or a list of them is wanted, not 3", pages=3),
    Bad(Lying("mine", "1"), "bad_packs.py:"),
]
BAD = [*_NO_TOML, *_BAD_ENTRIES, *_BAD_WORDS, *BAD_TEMPLATES, *_BAD_CALLS]

POOR = [
    *POOR_TEMPLATES,
    toml(WHOLE.replace('aliases = ["CLAS"]\n', ""), "@:1: error: measurement 'clas': nothing names it"),
    toml(ENTRY, "@:1: error: measurement 'clas': it has no example"),
    toml(WHOLE + "type = 'ordinal'", "@:7: warning: measurement 'clas': an ordinal scale has levels"),
    toml(
        "[[measurement]]\nid = 'alt'\nextends = true\nneeds = ['bread']",
        "@:4: warning: measurement 'alt': ALT, GPT, ALTs, sALT now mean it only where `needs` is met",
    ),
    toml(WHOLE + "unit = 'bananas'", "@:7: warning: measurement 'clas': unit: 'bananas' is no unit of UCUM"),
    toml(WHOLE + "units = ['mg//dL']", "@:7: warning: measurement 'clas': units: 'mg//dL' is no unit of UCUM"),
    toml("[[unit]]\nucum = 'loaf'\nforms = ['loaves']", "@:2: warning: unit 'loaf': ucum: 'loaf' is no unit of UCUM"),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "of"]'), "@:4: error: measurement 'clas': 'of' is no name"),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "of the"]'), "@:4: error: measurement 'clas': 'of the' is no name"),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "CL–AS"]'), "@:4: error: measurement 'clas': 'CL–AS' is never found"),
    toml(
        WHOLE.replace('["CLAS"]', '["CLAS", "at least"]'), "'at least' is also the comparator 'ge' (comparators.toml:"
    ),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "twelve"]'), "'twelve' is also the number word '12' (cues.toml:"),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "mg"]'), "'mg' is also the unit 'mg' (units.toml:"),
    toml(
        WHOLE.replace('["CLAS"]', '["CLAS", "screening"]'), "'screening' is also the anchor 'SCREENING' (anchors.toml:"
    ),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "patients"]'), "'patients' is also a word of the roles person"),
    toml(WHOLE.replace('["CLAS"]', '["CLAS", "BMI"]'), "'BMI' also names bmi (core.toml:"),
    toml(
        "[[anchor]]\nkey = 'VISIT'\nforms = ['screening']", "'screening' is also the anchor 'SCREENING' (anchors.toml:"
    ),
    toml("[[cue]]\ncode = 'And'\nforms = ['or']", "@:3: warning: cue 'And': 'or' is also the or 'or' (cues.toml:"),
    toml("[[criteria_set]]\nid = 'x'\nname = 'X'\naliases = ['BMI']", "'BMI' is also bmi (core.toml:"),
    toml(WHOLE.replace("lower = 3", "lower = 4"), "'CLAS > 3': lower: 4 is wanted, 3 is read"),
    Bad(
        Pack("mine", "1", layouts=[LAYOUT], pages="no such page"),
        "pages of mine: error: the page is read by layout None",
    ),
]
