"""Classes of words with which people say who may know of something: denial, telling, outsiders, insiders, records.

English, German, French. `classes` names the classes of a word. A word that ends with "*" stands for all that begin so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.common.lazy_regex import expression, sought

_CLASSES = {
    "NOT": """no not never none nothing nobody noone nowt neither nor without dont doesnt didnt mustnt shouldnt
        cant cannot wont wouldnt isnt arent wasnt werent havent hasnt hadnt neednt aint darent nil zero
        avoid avoiding refrain stop nicht nichts kein keine keinen keinem keiner nie niemals niemand
        niemandem niemanden ohne nix ne pas rien jamais sans aucun aucune point_de w/o nichtöffentlich
        aucunement keinesfalls keineswegs mitnichten refuse refused forbid* forbidden verboten interdit*
        barred ban banned prohibited""",
    "ONLY": """only just purely strictly solely exclusively merely alone sole nur ausschließlich ausschliesslich
        lediglich allein streng bloß bloss uniquement seulement exclusivement strictement seul seuls que""",
    "TELL": """tell tells telling told say says saying said mention* share shares shared sharing shareable show
        shows showing shown disclos* reveal* divulg* blab* gossip* spill* leak* let_on let_slip hint* allud*
        quot* cite cites cited citing repeat* spread* discuss* talk talks talking speak speaks speaking
        spoken chat chatting utter* voice voiced whisper* breathe* breath relay* announc* advertis*
        broadcast* publici* publish* publication tweet* blog* brief briefed briefing inform informs informed
        informing notif* alert alerted explain* admit* confess* betray* bring_up touch_on refer* raise
        raised tip tipping volunteer lead_with open_up comment commented remark sag* erzähl* weitersag*
        weitererzähl* erwähn* verrat* ausplauder* mitteil* mitgeteilt weitergesagt gesagt informier*
        bekannt* ankündig* anzukündigen veröffentlich* ansprech* anzusprechen ausgeplaudert dire dis dit
        dites disons parler parle parlez parlons mentionn* communiqu* divulgu* publi* révél* ébruit* répét*
        évoqu* annonc* annoncer souffl* raconter racont* informer communicat* kommunizier* blurt*
        bring_it_up bring_this_up bring_that_up
        volunteered advertise shout tattle* apprised apprise preview previewed previewing pitch pitched
        herumerzähl* weitererzählt durchsicker* vorlesen vorgelesen laut ébruiter parlera parlerons diront""",
    "SEND": """send sends sent sending forward* fwd pass pass_on passed circulat* distribut* distribution
        circulation email* mail mailed mailing cc bcc copy copied copies copying upload* post posted posting
        print* hand_out screenshot* screen_share slack text texting whatsapp* export* attach* attached paste
        pasted dm give gives given go goes going gone get gets getting reach reaches travel* land show_up
        turn_up release released releasing airing aired hand handed leave leaves leaving left out_to
        weitergeb* weitergegeben weiterleit* weitergeleitet verteil* schick* geschickt versend* verschick*
        herausgeb* rausgeb* kopier* zeig* gezeigt diffus* transm* envoy* partag* montr* transfér* remett*
        circul* quitt* sort sorte sortir sortent produce produced distribute reply_all replyall fwds
        serve served service surrender rausgehen rausgeht rausschick* aushändig* herzeig* verlass* filtre*
        filtrer sortira""",
    "WRITE": """minute minuted minuting record recorded recording transcribe* note noted write writes writing
        written log logged put putting include* included document* documented file filed jot down type typed
        paper list listed add added enter entered calendar appear* feature print protokollier* aufschreib*
        aufgeschrieben notier* festhalt* aufnehm* consign* inscri* noter noté écrire écrit mettre figurer
        acter transcript transcribed aufzeichn* mitschreib* mitgeschrieben vermerk* photograph* photo photos
        screenshots rédiger écrivez""",
    "KNOW": """know knows knew known knowing see sees saw seen seeing hear hears heard hearing learn* find_out
        found_out aware awareness read reads realis* realiz* notic* suspect* discover* wind get_wind twig* involved
        clock guess* sight privy wiser unaware idea clue sniff whiff informed_of look looking onto curious
        visible overhear* overheard wissen weiß weiss wüsste wüssten erfahr* erfährt erfahren mitbekomm*
        mitkrieg* merk* bemerk* sehen sieht gesehen hören hört höre ahnt ahnen kennt einsehen savoir sait
        savent saura sache voir voit voient vu apprendr* apprenn* apprend courant_de au_courant entendr*
        entend ignor* découvr* lire lise earshot eyesight knowledge common_knowledge apprised informiert
        aufgeklärt insu ignore""",
    "OUT": """client clients customer* buyer* purchaser* homeowner* owner householder* tenant* leaseholder*
        landlord* supplier* vendor* contractor* subcontractor* subbie* sub subs partner patient* family
        families relative* parent* mum mums dad dads carer* pupil* student* learner* kids children child
        donor* funder* sponsor* grantor* beneficiar* volunteer* member members membership congregation
        parishioner* parish pew flock press journalist* reporter* media paper papers public publicly crowd
        audience spectator* fans players player coach* squad employee* workforce union unions applicant*
        candidate* investor* lp lps shareholder* bank lender* regulator* auditor* inspector* ofsted council
        councillor* opposition opponent* counterpart* counterparty competitor* rival* competition opposing
        defendant* claimant* plaintiff* respondent* neighbour* neighbor* resident* user users visitor*
        guest* outsider* outside external* externally anyone anybody else others other elsewhere everybody
        everyone world reviewer* participant* subject subjects respondents observer* delegate* attendee*
        agency agencies bidder* bidders tenderer* seller* prospect* lead account referee* market bride groom
        couple policyholder* insured insurer* guests passenger* jury witness* police authority authorities
        landlord trade subscriber* readers readership follower* distributor* reseller* wholesaler*
        franchisee* stakeholder* ministry minister hmrc them they theyll theyd theyre her she shed shell him
        he hed hell their theirs wife husband spouse grandma granny nan kunde kunden kundin kundinnen
        kundschaft auftraggeber* mandant* mandantin patientin* eltern schüler* lieferant* presse
        öffentlichkeit dritte dritten andere anderen außen aussen außenstehende* extern* gemeinde mitglieder
        spender* förderer* gegner* gegenseite bewerber* betriebsrat belegschaft ihm ihr ihnen sie er
        konkurrenz nachbarn mieter* vermieter* jemand jemandem jemanden draußen draussen bauherr* cliente
        clientes parents élèves fournisseur* donateur* extérieur extérieure tiers autres adversaire*
        partie_adverse candidat* salarié* syndicat* locataire* voisin* lui leur elle elles il ils quiconque
        personne dehors concurren* famille prestataire* nok next_of_kin guardian guardians widow heirs heir
        creditor* injured accused adverse opposite counterparties angehörig* kollege* betroffene* gläubiger*
        bauleitung intéressé* avoué élu élus syndic copropriétaire* héritier* assuré* créancier* bailleur*
        usagers usager administrés clientèle""",
    "IN": """us we our ours ourselves me my myself mine team staff board committee council management managers
        leadership director* trustee* governor* partners colleague* insider* founder* cofounder* exec execs
        executive executives elder* deacon* pcc smt slt sltl elt mdt ic hr legal finance office department
        dept crew yard shop house household hq cabinet chair consortium editor* officer* officers senior
        company firm group practice side counsel lawyers solicitors principal principals pi pis clinician*
        consultants nurses ward wards faculty teachers headteacher head heads family kin siblings brothers
        inner core circle clique inhouse in_house org organisation organization internal internally coach
        coaches captain committee_members wardens clergy vestry wir uns unser unsere unserem unseren unserer
        vorstand gl leitung mitarbeiter* personal kollegen kollegium geschäftsführung geschäftsleitung chefs
        gesellschafter* intern interne internen interner internes kreis runde firma büro nous notre nos
        équipe direction bureau associés collègues comité codir conseil service lads gang staffroom
        deal_desk deal_team gf chef cheffe chefin kernteam kernmannschaft comex comop duo trio quartet
        counsels attorneys mgmt leads csuite c_suite""",
    "RECORD": """minute minutes minuted record records recap summary notes note writeup write_up report reports deck
        slides slide presentation email emails mail mails letter newsletter website site web app intranet
        wiki document documents doc docs draft version copy paper file files filing pack papers bulletin
        noticeboard notice sheet whatsapp slack chat channel group thread facebook twitter linkedin
        instagram social socials blog proposal quote quotation estimate invoice contract brief all_hands
        allhands townhall town_hall agenda calendar diary crm ticket follow_up followup transcript recording
        log system chart notes_to_client line sentence paragraph remark post portal dropbox drive folder
        writing protokoll mitschrift bericht angebot rechnung präsentation folien zeile satz absatz
        schriftlich akte compte_rendu pv procès_verbal rapport devis facture présentation ligne phrase
        paragraphe écrit docket worksheet jobsheet job_card job_sheet form forms charts book books register
        registry noticeboards portals extranet sharepoint digest circular leaflet handout handouts brochure
        listing snag_list vorlage aushang rundschreiben verteiler vorgang kundenversion kundenfassung
        registre dossier courriel courriels mailing""",
    "SECRET": """behind_the_scenes behindthescenes backroom in_camera closed_session closed_meeting closed_part
        confidential* confidence confidences secret secrets secretly secretive secrecy sensitive sensitivity
        restricted classified privileged privilege proprietary private privately privy internal hush hushed
        embargo* nda ndas undisclosed unbeknown unbeknownst blissfully deniab* deniability blackout
        unannounced unpublished unofficial* off_the_record off_record off_limits under_wraps covert*
        clandestine hidden hide hides hiding conceal* withhold* withheld discreet* discretion quiet quietly
        silence silent silently low_profile on_the_quiet need_to_know stumm lowkey low_key nonpublic
        non_public redact* unminuted mnpi fouo noforn tlp schtum shtum stum mum mums hush_hush lips sealed
        stealth* 🚷 🔇 🕵 blind blinded anonymous* anonymi* behind_closed_doors chatham inside_info undercover
        backchannel sotto zip zipped gag cloak stays eyes ears eyo ntk nfd nfp fyeo iuo wink shh shhh sh
        psst pst exempt purdah nondisclosure non_disclosure sacred seal vault lockdown taboo keep_quiet
        keep_schtum pii price_sensitive market_sensitive commercially_sensitive politically_sensitive
        security_sensitive vertraulich* vertr geheim* verschwiegen* diskret* diskretion stillschweigen
        verschluss sperrfrist nichtöffentlich* unter_uns vier_augen leise betriebsgeheimnis verschlusssache
        schweig* verschweig* schweigen verheimlich* confidentiel* confidentialité secret secrète discrétion
        discret* discrètement huis_clos motus bouche entre_nous tu taire taisez chut réservé réservée caché
        cacher sous_embargo secrets geschäftsgeheimnis dienstgeheimnis amtsgeheimnis mandantengeheimnis
        anwaltsgeheimnis arztgeheimnis beichtgeheimnis bankgeheimnis seelsorgegeheimnis schweigepflicht
        verschwiegenheitspflicht handakte aktennotiz aktenvermerk prejudice aeo wp aparté officieux
        officieusement insu coulisses catimini zipper undisclosable unspoken unsaid unlogged unrecorded
        unattributable deniable""",
    "KEEP": """keep keeps keeping kept hold holds holding held stay staying remain* remains park parked parking sit
        sitting stash bury buried shelve leave leaves left lock locked confine* confined limit limited
        limits restrict guard behalten behalte bleib* bleibt halten haltet zurückhalten gard* garder gardons
        gardez reste restent rester""",
    "OFF": """out off away from back beyond outside past over aside raus außerhalb hors sauf except excluding
        exclude excluded minus but""",
    "PLACE": """room rooms walls wall door doors building four tent here in_here inside within between among amongst
        amidst circle meeting call raum wänden wände hier haus zimmer innerhalb zwischen unter pièce salle
        murs ici entre parmi""",
    "CUT": """remove* delete* strip strips stripped cut redact* struck omit* exclude* drop dropped scrub* mask*
        black_out blank excise* take_out edit_out leave_out leave_off skip* erase* scratch wipe* suppress*
        bin shred burn destroy* streich* gestrichen schwärz* lösch* weglass* weggelassen rauslass* rausnehm*
        herausnehm* entfern* supprim* retir* rayer rayé caviard* effac* enlev* ôter détruire""",
    "WAIT": """yet until till til before pending unless awaiting once after later eventually prematurely early now
        stage noch erst bis bevor vorerst solange später vorläufig encore avant jusqu jusquà tant dabord
        pour_linstant linstant als nachdem sobald when whenever quand lorsque dès une_fois après pendant
        while""",
    "HARM": """furious angry freak* panic* upset* fit kill* walk* lose loses losing ballistic sue spook* mad scare*
        backfire embarrass* awkward lynch* riot uproar mess blow trouble lawsuit leverage pounce exploit
        use_it against hurt damage* devastat* worry alarm* sauer wütend ausflippen kündigen furieux fâché
        paniqu* litigation sued complain* grievance retaliat*""",
    "IDIOM": """beans cat bag hat hats lid wraps cards chest vest sleeve grave tongue lips dark wiser bonnet carpet
        radar back backs table inbox loop building decke teppich hand heads_up thunder surprise souls soul
        glocke deckel herdent papier nähkästchen bouche langue tombe cousue poker sleeves parapet powder dry""",
    "OPEN": """announced official officially final finalised public published signed agreed approved confirmed
        launch* announcement release news offiziell öffentlich unterschrieben bekannt officiel
        officiellement annoncé publié""",
    "THIS": """this that it its these those one bit part thing things point item which what everything all any
        anything das dies dieses diese es davon darüber dazu ça cela ceci celui celle en y""",
    "MUST": """must should may might can shall need needs supposed meant allowed ought lets let please pls plz
        kindly rather better dürfen darf sollte soll sollen muss bitte doit doivent devrait peut faut merci
        prière svp""",
    "APART": """huddle debrief* sidebar caucus washup wash_up aftermath afterwards post_call reserved closed stepped
        pre_meet premeet nachbesprechung débrief""",
    "FOR": "for für pour with mit avec to zu zum zur an à au aux amongst",
}
_TOGETHER = sought(
    r"\b(?:bring (?:it|this|that) up"
    r"|find out|found out|finds out|let on|let slip|bring up|brought up|touch on|pass on|passed on|no one"
    r"|need to know|off the record|off record|under wraps|off limits|low profile|get wind|gets wind|hand out"
    r"|black out|take out|edit out|leave out|left out|leave off|lead with|point de|au courant|huis clos|vier augen"
    r"|unter uns|entre nous|in house|write up|follow up|all hands|town hall|compte rendu|proc[eè]s verbal"
    r"|non public|in camera|closed session|closed meeting|closed part"
    r"|next of kin|deal desk|deal team|job card|job sheet|une fois|snag list|common knowledge|reply all|c suite"
    r"|low key|wash up|post call|pre meet|behind the scenes|partie adverse|keep quiet|price sensitive|in here)\b"
)
_WORD = expression(r"w/o|[^\W\d_]+(?:_[^\W\d_]+)*|[🤐🤫🙊🙈🔒🔐🔏🚫⛔❌🚷🔇🕵]")
_ELISION = expression(r"\b(?:[ldsjcmt]|qu|n)['’](?=\w)", re.I)


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; phrases that mean one thing are one word: "found_out"."""
    text = _ELISION.sub(lambda found: "ne " if found[0][0] in "nN" else f"{found[0][:-1]} ", text.lower())
    text = text.replace("'", "").replace("’", "").replace("-", " ").replace("_", " ")
    text = _TOGETHER.sub(lambda found: found[0].replace(" ", "_"), text)
    return [part for word in _WORD.findall(text) for part in _parted(word)]


@lru_cache(maxsize=8192)
def _parted(word: str) -> tuple[str, ...]:
    """Return the words that a tag writes as one: "dontshare", "foundersonly", "nofwd"."""
    if len(word) >= MIN_COMPOUND and word not in _tables()[0]:
        for last in _LAST:
            rest = word.removesuffix(last)
            if rest != word and _is_whole(rest):
                return rest, last
        for first in _FIRST if not classes(word) else ():
            rest = word.removeprefix(first)
            if rest != word and (len(parts := _parted(rest)) > 1 or _is_whole(rest)):
                return first, *parts
    return (word,)


MIN_COMPOUND = 5  # letters
_FIRST = ("dont", "donot", "not", "for", "no", "non", "only", "just", "our", "int", "never", "nur", "nicht", "pas")
_LAST = ("only", "eyes", "intern", "internal", "private")


def _is_whole(word: str) -> bool:
    """Whether a word has a class as it stands, not only by its beginning."""
    return word in _tables()[0] or (len(word) > MIN_COMPOUND and bool(classes(word)))


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    whole: dict[str, list[str]] = {}
    beginnings: dict[str, list[str]] = {}
    for name, words in _CLASSES.items():
        for word in dict.fromkeys(words.split()):
            table = beginnings if word.endswith("*") else whole
            table.setdefault(word.rstrip("*"), []).append(name)
    return whole, beginnings


@lru_cache(maxsize=8192)
def classes(word: str) -> tuple[str, ...]:
    """Return the classes of a word, in lower case: "mustnt" is a denial."""
    whole, beginnings = _tables()
    found = dict.fromkeys(whole.get(word, ()))
    for length in range(3, len(word) + 1):
        found.update(dict.fromkeys(beginnings.get(word[:length], ())))
    return tuple(found)
