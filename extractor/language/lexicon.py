"""Word classes: what kind of verb or noun the work of a candidate opens with, and what it is about.

Few notes teach a model which single words mean work; classes of words carry over from one project to the next. The
lists hold base forms; `base_forms` strips the regular endings and knows the irregular pasts that notes use. A word may
be in several classes. Data and folding only: no decisions, no spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.common.lazy_regex import expression

# Verbs by what somebody who does them leaves behind.
VERBS: tuple[tuple[str, str], ...] = (
    (
        "communicates",
        """
        announce ask call chase circulate communicate contact convey disseminate distribute email e-mail forward
        inform invite liaise mail message notify nudge ping poll post promote propagate publicise publicize reach
        recirculate relay remind reply report request respond re-send resend send share solicit submit survey talk
        tell touch tweet advertise advise alert approach brief cc chat consult feed get-back broadcast engage enquire
        inquire petition phone text write-to lobby outreach onboard introduce connect
        """,
    ),
    (
        "creates",
        """
        add assemble author build code compile compose construct create define deploy design develop devise draft
        draw establish extend film fill flesh formulate generate implement initiate install invent make model
        outline paint photograph port prepare print produce program prototype publish put record release render
        rewrite script set setup sketch spin start summarise summarize synthesize type upload wire wireframe write
        refactor integrate migrate automate document rework redo rebuild redesign redraft reword
        """,
    ),
    (
        "changes",
        """
        adapt adjust adopt alter amend archive arrange backport bump change clarify clean close commit configure
        consolidate convert copy correct cut delete deprecate disable drop edit enable enhance expand finalise
        finalize fix format harmonise harmonize improve incorporate increase insert label land link load merge
        modify move optimise optimize polish pull purge push raise reconcile reduce refine reformat remove rename
        reopen reorganise reorganize repair replace resolve restore restructure retag revert revise revisit rotate
        simplify sort split streamline strip swap switch sync tag tidy tighten transfer transition translate tweak
        turn undo unify update upgrade update wrap complete finish sanitise patch
        """,
    ),
    (
        "inspects",
        """
        analyse analyze assess audit benchmark browse calculate check collect compare confirm count cross-check debug
        determine diagnose double-check doublecheck estimate evaluate examine experiment explore figure find gather
        identify inspect investigate list look measure monitor observe profile proofread prove query read recheck
        reproduce research retest re-read review reread revisit scan scope search see study survey test track triage
        try understand validate verify watch work-out learn dig map prioritise prioritize brainstorm categorize
        """,
    ),
    (
        "arranges",
        """
        allocate approve assign attend book bring buy cancel coordinate co-ordinate convene delegate deliver dispatch
        elect enlist enrol enroll ensure escalate file follow fund get give handle hand help hire host invoice join
        lead manage meet nominate obtain open order organise organize own pay pick place plan procure propose
        provide purchase recruit register renew reschedule reserve return run schedule secure sign solve sponsor
        supply support take visit volunteer vote ratify oversee facilitate apply appoint claim collaborate pair
        setup drive print ship show present demo demonstrate teach train moderate chair
        """,
    ),
    (
        "keeps in mind",
        """
        continue keep remember remain maintain wait hold think consider ponder decide discuss agree choose
        focus aim try work proceed begin go
        """,
    ),
    (
        "states",
        """
        be have seem appear contain include exist mean belong depend require need want like love hate prefer believe
        know feel consist equal matter own lack cost differ involve deserve
        """,
    ),
    (
        "comes and goes",
        """
        arrive attend come depart drop fly go join leave meet move return stay stop swing travel visit
        """,
    ),
    (
        "behaves",
        """
        allow enable return support handle crash fail happen occur become work throw compile parse run trigger cause
        break affect apply behave block call default display emit expose inherit match override prevent produce raise
        resolve result store use
        """,
    ),
    (
        "speaks in the meeting",
        """
        agree answer argue clarify comment complain conclude confirm congratulate debate discuss elaborate emphasise
        emphasize explain express highlight hear inform introduce justify mention note object observe point question
        recall recommend remark reiterate reply report say second speak state stress suggest summarise summarize
        tell thank wonder welcome motion adjourn acknowledge walk recap
        """,
    ),
)

NOUNS: tuple[tuple[str, str], ...] = (
    (
        "an artefact",
        """
        account agenda app article banner blog blogpost branch brief brochure budget calendar chapter chart checklist
        code contract copy dashboard database deck demo description design diagram doc docs document documentation
        draft email faq file flyer folder form graph guide guideline handout invoice issue jira letter link list logo
        mail manual message minutes mockup newsletter note notes notice page paper patch paragraph plan policy post
        poster pr prototype proposal pull questionnaire readme repo repository report request roadmap rota schedule
        script section sheet site slide slides spec specification spreadsheet statement story summary survey table
        template test tests text ticket tracker tutorial ui video webpage website whitepaper wiki wireframe workflow
        """,
    ),
    (
        "an event",
        """
        call class conference course deadline event exam festival gathering hackathon interview lecture meeting meetup
        party presentation release retreat retrospective session show sprint standup summit sync talk training
        webinar workshop election vote visit tour
        """,
    ),
    (
        "a topic",
        """
        agreement approval approach background comment comments concern context discussion feedback goal idea ideas
        introduction introductions issue issues motivation news objective opinion option options overview
        point possibility problem problems progress proposal purpose question questions reason status strategy thought
        thoughts topic topics update updates vision recap review welcome announcement announcements apologies attendance
        """,
    ),
)

_IRREGULAR_FORMS = """
    be:was,were,been,is,are,am begin:began,begun bring:brought build:built buy:bought choose:chose,chosen come:came
    do:did,done,does draw:drew,drawn drive:drove,driven feel:felt find:found get:got,gotten give:gave,given
    go:went,gone,goes have:had,has hear:heard hold:held keep:kept know:knew,known lead:led leave:left make:made,making
    mean:meant meet:met pay:paid run:ran,running say:said see:saw,seen send:sent set:setting show:showed,shown
    speak:spoke,spoken spend:spent take:took,taken,taking teach:taught tell:told think:thought
    understand:understood write:wrote,written,writing withdraw:withdrew
    """
_IRREGULAR = {
    form: base for base, forms in (entry.split(":") for entry in _IRREGULAR_FORMS.split()) for form in forms.split(",")
}


def _table(classes: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, words in classes:
        for word in words.split():
            if name not in found.setdefault(word, []):
                found[word].append(name)
    return {word: tuple(names) for word, names in found.items()}


_VERBS = _table(VERBS)
_NOUNS = _table(NOUNS)
_FUNCTION = frozenset("the a an this that these those my our your his her their its some all any no each every".split())
_PREPOSITION = frozenset(
    "for from of in on at with by about as to into after before during since via per if when".split()
)
_PRONOUN = frozenset(
    "i we you he she it they there one someone anyone everyone nobody something anything nothing".split()
)
_JOINING = frozenset("and but or so because then also if while however although not no".split())
_MODAL = frozenset("can could may might must shall should will would do does did let let's let’s please".split())
_SAID_ALOUD = frozenset("yeah yes no okay ok mm hmm um uh oh right well sure thanks cool good great hi hello".split())
_OF_QUALITY = frozenset(
    "new other next current last first more most final future general good great possible potential upcoming short long"
    " old recent similar several many few two three different current initial main".split()
)
_WH = frozenset("what when where who why how which whether".split())
_WORD = expression(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def base_forms(word: str) -> tuple[tuple[str, str], ...]:
    """The base forms that a lower-case word could be of, each with its form: "base", "s", "past" or "ing"."""
    found: list[tuple[str, str]] = [(word, "base")]
    if word in _IRREGULAR:
        base = _IRREGULAR[word]
        found.append(
            (
                base,
                "ing"
                if word.endswith("ing")
                else "s"
                if word in {"is", "are", "am", "does", "goes", "has"}
                else "past",
            )
        )
    for ending, form in (("ing", "ing"), ("ed", "past"), ("es", "s"), ("s", "s")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found.append((stem, form))
            if ending != "s":
                found.append((stem + "e", form))
                if stem.endswith("i"):
                    found.append((stem[:-1] + "y", form))
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    found.append((stem[:-1], form))
    return tuple(found)


@lru_cache(8192)
def verb_classes(word: str) -> tuple[tuple[str, ...], str]:
    """The classes of the verb that a word is a form of, and that form; ((), "") for no verb of the lists."""
    for base, form in base_forms(word.casefold()):
        if base in _VERBS:
            return _VERBS[base], form
    return (), ""


def noun_classes(word: str) -> tuple[str, ...]:
    """The classes of a noun, singular or plural."""
    word = word.casefold()
    return _NOUNS.get(word) or _NOUNS.get(word.removesuffix("s"), ())


def _shape(word: str) -> str:
    folded = word.casefold()
    if folded in _FUNCTION:
        return "determiner"
    if folded in _PREPOSITION:
        return "preposition"
    if folded in _SAID_ALOUD:
        return "interjection"
    if folded in _PRONOUN or folded.split("'")[0].split("’")[0] in _PRONOUN:
        return "pronoun"
    if folded in _MODAL:
        return "modal"
    if folded in _JOINING:
        return "conjunction"
    if folded in _OF_QUALITY:
        return "quality"
    if folded in _WH:
        return "question word"
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "other"


def of_work(work: str) -> Iterator[str]:
    """The evidence in the words of the work: its first word's class and form, what it is about, how it reads."""
    words = _WORD.findall(work[:400])
    if not words:
        yield "opens: no word"
        return
    classes, form = verb_classes(words[0])
    if classes:
        yield f"opens: verb, {form}"
        for name in classes:
            yield f"verb: {name}"
            yield f"verb, {form}: {name}"
    else:
        yield f"opens: {_shape(words[0])}"
        if words[0].casefold().endswith("ly") and len(words) > 1 and verb_classes(words[1])[0]:
            yield "opens: adverb, verb"
    nouns = noun_classes(words[0])
    for name in nouns:
        yield f"opens with {name}"
    for name in dict.fromkeys(name for word in words[1:8] for name in noun_classes(word)):
        yield f"about {name}"
    for found in dict.fromkeys(verb_classes(word)[1] for word in words[1:12]):
        if found in {"past", "ing"}:
            yield f"later verb: {found}"
    if len(words) > 1 and words[1].casefold() in _FUNCTION:
        yield "second: determiner"
