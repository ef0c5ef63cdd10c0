"""Roles and bodies as notes name them: as owners of work, beside the name of a person, and as labels."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

RECIPIENT = "recipient"  # the role of the one to whom a mail is written: "you" in it

# Shared by all three patterns: those that two of them also know in the plural, and the rest.
_OFFICERS = r"treasurer | scribe | facilitator | moderator | host | leader"
_OFFICE_HOLDERS = r"president | clerk | scrum[ ]master"
# Shared by ROLE and ROLE_WORDS.
_STAFF = r"""lead | editor | speaker | presenter | manager | director | developer | designer | architect | analyst
    | maintainer | mentor | coordinator | officer"""

# Trades and bodies of offices, clubs, schools, sites, wards and shops, in ROLE alone.
_TRADES = r"""(?:head\ |sous[ -]|school\ |site\ |ward\ |practice\ |social\ |duty\ |senior\ |charge\ )
    (?: chef s? | nurse s? | sister | caretaker | keeper | teacher s? | worker s? | waiter | gardener s? | porter s?
      | warden s? | steward s? | foreman | foremen )
    | nurse s? | caretaker s? | janitor s? | headteacher | head\ of\ (?:department|year|ops) | heads\ of\ department
    | hods? | dept\ heads | receptionist s? | bursar | registrar | curator s? | conservator s? | verger | vicar
    | churchwarden s? | foreman | electrician s? | plumber s? | roofer | joiner s? | scaffolders | contractor s?
    | subcontractor s? | supplier s? | surveyor | landlord | letting\ agent | managing\ agent | solicitor s?
    | accountant s? | bookkeeper | auditor s? | payroll | facilities | housekeeping | front\ of\ house | foh
    | maintenance | reception | procurement | purchasing | logistics | dispatch | goods[ -]in | stock\ control
    | compliance | (?-i: IT | HR ) | legal | finance | accounts | marketing | sales | engineering | estates | catering
    | attorney s? | mayor | planner s? | superintendent | commissioner s? | assessor | inspector s? | librarian s?
    | pharmacy | physio | dietitian | dietetics | radiology | pathology | social\ worker s? | keyworker s?
    | (?: the\ )? (?: nights | earlies | lates | day\ shift | night\ shift | late\ shift | early\ shift )
    | head\ office | town\ clerk | groundsman | ground\ staff | quartermaster | skipper | coach | team\ leader s?
    | company | authority | workstream s? | department s? | insurer s? | vendor s?
    | rep s? | governors | trustee s? | tenants? | ops | rector | curate | organist | chaplain | matron | midwife
    | midwives | headmaster | headmistress | deputy\ head"""

# A role or body that can own work, with or without "the": "the chairs", "2024 Events team", "Release managers".
ROLE = expression(
    rf"""(?: the\ | our\ )? (?: \d{{4}}\ )? (?: (?-i:[A-Z])[\w&/-]*\ | (?:vice|co|deputy|acting
        |executive|general|project|program
        |programme|product|technical|tech
        |release|community|events?|social|media|finance|marketing|design|core|dev|docs?|legal|security|infrastructure
            |infra|web|outreach
        |membership|editorial|steering|governing|working|support|engineering|qa|test|testing|research|backend
            |frontend|front-end|back-end)[ -] ){{0,3}}
        (?: chair(?:s|man|men|woman|person|persons)? | co-?chairs? | secretar(?:y|ies) | vice-president | vp
        | (?: {_OFFICERS} | {_STAFF} ) s? | {_OFFICE_HOLDERS} | product[ ]owner | po
        | organi[sz]er s? | captain | committer s? | author s? | reviewer s? | champion s? | shepherd s? | liaison s?
        | admin s? | administrator s? | webmaster | trustees | committee s? | subcommittee | board | council | team s?
        | group s? | wg s? | sig s? | tsc | tac | tc | pmc | cpc | staff | secretariat | office
        | member s? | attendees | participants | dev s? | engineers | student s? | mentee s? | intern s?
        | volunteer s? | delegates | representative s? | reps? | project s? | pi s? | supervisor s? | tutor
        | instructor s? | ta s? | tester s? | programmer s? | pm s? | {_TRADES} )
        (?! [\w'’] )""",
    re.VERBOSE | re.IGNORECASE,
)

# A word that each match of ROLE holds: its last one, or "goods" of "goods in", or a longer one that ends so.
_TELLING_WORD = expression(
    rf"""[^\W\d_]* (?: chair(?:s|man|men|woman|person|persons)? | secretar(?:y|ies) | president | vp
        | (?: {_OFFICERS} | {_STAFF} ) s? | clerk | master | owner | po
        | organi[sz]er s? | captain | committer s? | author s? | reviewer s? | champion s? | shepherd s? | liaison s?
        | admin s? | administrator s? | webmaster | trustee s? | committee s? | subcommittee | board | council | team s?
        | group s? | wg s? | sig s? | tsc | tac | tc | pmc | cpc | staff | secretariat | office
        | member s? | attendees | participants | dev s? | engineers | student s? | mentee s? | intern s?
        | volunteer s? | delegates | representative s? | reps? | project s? | pi s? | supervisor s? | tutor
        | instructor s? | ta s? | tester s? | programmer s? | pm s? | {_TRADES}
        | year | ops | heads | agent | house | goods | control | worker s? | shift | ground )""",
    re.VERBOSE | re.IGNORECASE,
)


_LONGEST_TELLING = 40  # letters of a telling word, and more
_LETTERS = expression(r"[^\W\d_]+")


@lru_cache(4096)
def tells_role(word: str) -> bool:
    """Whether a match of ROLE may hold a word, a run of letters, as its last one; a text without one holds no match."""
    return _TELLING_WORD.fullmatch(word[-_LONGEST_TELLING:]) is not None


# A role beside a name in a list of people: "Ana Ruiz (chair)", "Bob Lee, taking notes".
ROLE_WORDS = expression(
    rf"""
    \b (?: (?:co-?|vice[ -]?|past[ ]|acting[ ])? chair (?:man|woman|person)? | (?:vice[ -])?president | secretary
    | {_OFFICERS} | {_OFFICE_HOLDERS} | {_STAFF} | product[ ]owner
    | note-?[ ]?taker | taking[ ](?:notes|minutes) | minute[sr]?(?:[ -]?tak(?:er|ing))? | minuting | notes | recorder
    | engineer | researcher | president[ ]elect | client | sponsor | supervisor | advisor
    | (?-i: PM | PO | CTO | CEO | CFO | COO )
    ) s? \b
    """,
    re.VERBOSE | re.IGNORECASE,
)

# What somebody is, and no organisation: "Educational Psychologist", "Mother", "1:1 TA".
OCCUPATION = expression(r"(?:[a-z]{3,}(?:er|or|ist|ian|ant|eer|man|woman)|\bSENCo|\bTA|\bparent|\bnurse|\bclerk)$")

# A label or heading whose line names the holder of a role: "Chair: Ana", "Minutes taken by: Bob".
ROLE_TITLE = expression(
    rf"""
    \W* (?: (?:meeting[ ]|rotating[ ]|recording[ ]|session[ ]|acting[ ])?
        (?: (?:co-?|vice-?[ ]?)? chair (?:man|woman|person|ed[ ]by|s)? | secretary | {_OFFICERS} | scribes
          | {_OFFICE_HOLDERS} | facilitated[ ]by | note-?[ ]?takers? | minute-?[ ]?takers? | minuted[ ]by | minutes
          | (?:notes|minutes)(?:[ ](?:taken|prepared|recorded|submitted|written|compiled))?[ ]by
          | (?:taken|recorded|prepared|compiled|written|called|led)[ ]by | recorder
          | presenters? | organi[sz]er | meeting[ ]leader | author | supervisor
        )) \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)

# An office before the surname of who holds it, in the singular: "Public Works Director Olsen", "Vice Mayor Carter".
OFFICER = expression(
    r"""(?P<office> (?: [A-Z][\w'’&-]{1,20} [ ] ){0,4}
      (?: Mayor | Manager | Attorney | Director | Clerk | Chief | Councill?or | Council\s?[Mm]ember | Councilm[ae]n
        | Councilwoman | Commissioner | Supervisor | Alderman | Alderwoman | Alderperson | Selectman | Selectwoman
        | Selectperson | Administrator | Superintendent | Planner | Engineer | Assessor | Auditor | Constable | Trustee
        | Inspector | Marshal | Warden | Treasurer | Secretary | President | Chair(?:man|woman|person)? | Principal
        | Headteacher | Head | Dean | Judge | Senator | Representative | Delegate | Officer | Captain | Coach | Nurse
        | Sister | Matron | Registrar | Chaplain | Canon | Father | Deacon | Elder | Brother | Bishop ))
    [ ] (?P<name> (?: [A-Z]\.? [ ] )? (?: (?:van|von|de|der|den|la|di|da|del|Mc|Mac|St\.?) [ ]? ){0,2}
      [A-Z][\w'’-]{1,30}
      (?: [ ] [A-Z][\w'’-]{1,30} )? )""",
    re.VERBOSE,
)
# Words that are an office and hardly ever a surname.
OFFICE = expression(
    r"\b(?:Mayor|Manager|Attorney|Director|Clerk|Planner|Engineer|Assessor|Auditor|Administrator|Superintendent|Supervisor"
    r"|Treasurer|Secretary|President|Officer|Inspector|Registrar|Councillor|Commissioner|Coordinator|Librarian)$"
)
# The same for several: "Councilmembers Diaz, O'Connor and Patel".
OFFICERS = expression(
    r"""(?: [A-Z][\w'’&-]{1,20} [ ] ){0,2}
    (?: Council\s?[Mm]embers | Councill?ors | Cllrs | Commissioners | Supervisors | Trustees | Alder(?:men|persons)
      | Selectmen | Directors | Members | Messrs | Mesdames | Drs | Officers | Governors )\.? [ ] (?=[A-Z])""",
    re.VERBOSE,
)

_NOT_ROLES = frozenset("a an another each some any no every more other new work numbers".split())


@remembered
def is_role(words: str) -> bool:
    """Whether words are a role or a body: "the chairs", "Events team", but not "Work alongside developers"."""
    parts = words.split()
    return 0 < len(parts) <= 4 and is_written_as_role(words) and parts[0].casefold() not in _NOT_ROLES


@remembered
def is_written_as_role(words: str) -> bool:
    """Whether all of some words are a match of ROLE; most end with a word that ends none."""
    return any(map(tells_role, _LETTERS.findall(words)[-2:])) and ROLE.fullmatch(words) is not None
