"""Classes of verbs and nouns, as features of the words of a candidate.

There are too few notes to learn which single words mean work, but classes of words carry over from one project to the
next. The lists hold base forms; a word may be in several classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.common.lazy_regex import expression

# Classes of verbs, by what doing them results in.
VERBS: tuple[tuple[str, str], ...] = (
    (
        "communicates",
        """
        announce ask call chase circulate communicate contact convey disseminate distribute email e-mail forward
        inform invite liaise mail message notify nudge ping poll post promote propagate publicise publicize reach
        recirculate relay remind reply report request respond re-send resend send share solicit submit survey talk
        tell touch tweet advertise advise alert approach brief cc chat consult feed get-back broadcast engage enquire
        inquire petition phone text write-to lobby outreach onboard introduce connect
        ring whatsapp warn apologise apologize flag knock doorstep canvass badger pester prod
        reassure buzz
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
        sew bake cook knit weld redraw reprint transcribe subtitle laminate mock shoot mix dub dictate photocopy
        re-word rerun re-run re-do reissue re-issue cater decorate carve
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
        mend clip fit bolt screw glue trim hem mow wipe sweep wash rinse scrub hoover vacuum mop dust disinfect
        sterilise sterilize descale unblock bleed drain refill replenish restock pack unpack empty lock unlock
        hang prune weed rake shovel grit varnish grease tune calibrate recalibrate reset reboot restart rewire
        plaster insulate dismantle reposition relocate rehome fold isolate dress inject revoke discharge
        recharge defrost shred destroy dispose discard dump recycle stick mark lay set
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
        weigh tally stocktake vet taste recount re-count inventory trace swab x-ray cross-reference eyeball
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
        fetch borrow lend carry unload offload tow courier lodge deposit refund reimburse insure license
        refer prescribe administer supervise mentor coach shadow represent countersign diarise diarize log cater
        steward marshal babysit mind escort accompany rehearse practise referee umpire serve deputise tackle
        action expedite reorder re-order rebook re-book loan interview export import download
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
        appraisal assessment card certificate cheque estimate invitation key keys kit leaflet licence menu
        payslip permit photo photos prescription receipt receipts referral register timesheet
        timetable
        """,
    ),
    (
        "an event",
        """
        call class conference course deadline event exam festival gathering hackathon interview lecture meeting meetup
        party presentation release retreat retrospective session show sprint standup summit sync talk training
        webinar workshop election vote visit tour
        appointment audit barbecue bbq concert dinner fair fete fundraiser funeral gala gig handover induction
        inspection lunch match outing parade performance quiz rehearsal shift trip walkround wedding
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
    understand:understood write:wrote,written,writing withdraw:withdrew ring:rang,rung hang:hung sweep:swept
    lend:lent dig:dug feed:fed bleed:bled sew:sewn stick:stuck put:putting lay:laid
    """
_IRREGULAR = {
    form: base for base, forms in (entry.split(":") for entry in _IRREGULAR_FORMS.split()) for form in forms.split(",")
}


def _classes_by_word(classes: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for name, words in classes:
        for word in dict.fromkeys(words.split()):
            table.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in table.items()}


_VERBS = _classes_by_word(VERBS)
_NOUNS = _classes_by_word(NOUNS)
_DETERMINERS = frozenset(
    "the a an this that these those my our your his her their its some all any no each every".split()
)
_PREPOSITIONS = frozenset(
    "for from of in on at with by about as to into after before during since via per if when".split()
)
_PRONOUNS = frozenset(
    "i we you he she it they there one someone anyone everyone nobody something anything nothing".split()
)
_CONJUNCTIONS = frozenset("and but or so because then also if while however although not no".split())
_MODALS = frozenset("can could may might must shall should will would do does did let let's let’s please".split())
_INTERJECTIONS = frozenset(
    "yeah yes no okay ok mm hmm um uh oh right well sure thanks cool good great hi hello".split()
)
_QUALITIES = frozenset(
    "new other next current last first more most final future general good great possible potential upcoming short long"
    " old recent similar several many few two three different current initial main".split()
)
_QUESTION_WORDS = frozenset("what when where who why how which whether".split())
_WORD = expression(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def base_forms(word: str) -> tuple[tuple[str, str], ...]:
    """Return what a lower-case word may be a form of, as (guess, form) pairs; form is "base", "s", "past" or "ing".

    "making" gives ("making", "base"), ("mak", "ing") and ("make", "ing"): guesses need not be words.
    """
    forms = [(word, "base")]
    if word in _IRREGULAR:
        forms.append((_IRREGULAR[word], _irregular_form(word)))
    for ending, form in (("ing", "ing"), ("ed", "past"), ("es", "s"), ("s", "s")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms.append((stem, form))
            if ending != "s":
                forms.append((stem + "e", form))
                if stem.endswith("i"):
                    forms.append((stem[:-1] + "y", form))
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    forms.append((stem[:-1], form))
    return tuple(forms)


def _irregular_form(word: str) -> str:
    if word.endswith("ing"):
        return "ing"
    return "s" if word in {"is", "are", "am", "does", "goes", "has"} else "past"


@lru_cache(8192)
def verb_classes(word: str) -> tuple[tuple[str, ...], str]:
    """Return the classes of a verb and the form that the word is in; ((), "") if it is no verb of the lists."""
    for base, form in base_forms(word.casefold()):
        if base in _VERBS:
            return _VERBS[base], form
    return (), ""


def noun_classes(word: str) -> tuple[str, ...]:
    """Return the classes of a noun, singular or plural."""
    word = word.casefold()
    return _NOUNS.get(word) or _NOUNS.get(word.removesuffix("s"), ())


# The first that holds the word decides.
_OTHER_CLASSES = (
    ("determiner", _DETERMINERS),
    ("preposition", _PREPOSITIONS),
    ("interjection", _INTERJECTIONS),
    ("pronoun", _PRONOUNS),
    ("modal", _MODALS),
    ("conjunction", _CONJUNCTIONS),
    ("quality", _QUALITIES),
    ("question word", _QUESTION_WORDS),
)


def _class_of_other(word: str) -> str:
    """Return the class of a word that is no verb of the lists."""
    folded = word.casefold()
    pronoun = folded.split("'")[0].split("’")[0]  # "we've"
    for name, words in _OTHER_CLASSES:
        if folded in words or (name == "pronoun" and pronoun in words):
            return name
    return "capitals" if len(word) > 1 and word.isupper() else "other"


def of_work(work: str) -> Iterator[str]:
    """Yield the names of the features of the words of work: class and form of the first word, and what it is about."""
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
        yield f"opens: {_class_of_other(words[0])}"
        if words[0].casefold().endswith("ly") and len(words) > 1 and verb_classes(words[1])[0]:
            yield "opens: adverb, verb"
    for name in noun_classes(words[0]):
        yield f"opens with {name}"
    for name in dict.fromkeys(name for word in words[1:8] for name in noun_classes(word)):
        yield f"about {name}"
    for later_form in dict.fromkeys(verb_classes(word)[1] for word in words[1:12]):
        if later_form in {"past", "ing"}:
            yield f"later verb: {later_form}"
    if len(words) > 1 and words[1].casefold() in _DETERMINERS:
        yield "second: determiner"
