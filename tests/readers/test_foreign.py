"""Notes in another language are known as such; English with foreign words is English."""

from __future__ import annotations

import pytest

from extractor import extract, render
from extractor.readers import read_text
from extractor.readers.foreign import language_of

ENGLISH = (
    "# Committee\n\n- Ana will order the compost by Friday and Ben is to ring the council about the skip.\n"
    "- The group will review the water bill before the next meeting.\n- Carla to send the plant list to everyone.\n"
    "- We agreed that the shed has to be painted, and that Dev will ask for a quote from the painter.\n"
)
FOREIGN = (
    (
        "German",
        "Ana bestellt den Kompost bis Freitag. Ben ruft die Stadt an und fragt nach dem Container. Wir "
        "haben über die Wasserrechnung gesprochen, sie ist noch nicht bezahlt. Carla schickt die Liste "
        "an alle, und das Haus muss auch noch gestrichen werden.",
    ),
    (
        "French",
        "Ana commande le compost pour vendredi. Ben appelle la mairie au sujet de la benne. Nous avons "
        "parlé de la facture d'eau, elle n'est pas encore payée. Carla envoie la liste à tous et il faut "
        "aussi peindre la cabane avant le printemps.",
    ),
    (
        "Spanish",
        "Ana pide el abono para el viernes. Ben llama al ayuntamiento por el contenedor. Hemos hablado "
        "de la factura del agua, que no se ha pagado. Carla envía la lista a todos y hay que pintar la "
        "caseta antes de la primavera.",
    ),
    (
        "Portuguese",
        "A Ana encomenda o composto até sexta. O Ben liga para a câmara por causa do contentor. Falámos "
        "da conta da água, que ainda não foi paga. A Carla envia a lista a todos e é preciso pintar a "
        "casa antes da primavera.",
    ),
    (
        "Italian",
        "Ana ordina il compost entro venerdì. Ben chiama il comune per il cassone. Abbiamo parlato della "
        "bolletta dell'acqua, che non è ancora pagata. Carla manda la lista a tutti e si deve dipingere "
        "la casetta prima della primavera.",
    ),
    (
        "Dutch",
        "Ana bestelt de compost voor vrijdag. Ben belt de gemeente over de container. Wij hebben het "
        "over de waterrekening gehad, die is nog niet betaald. Carla stuurt de lijst naar iedereen en "
        "het huisje moet ook nog geverfd worden.",
    ),
    (
        "Polish",
        "Ana zamówi kompost do piątku. Ben zadzwoni do urzędu w sprawie kontenera. Rozmawialiśmy o "
        "rachunku za wodę, który nie jest jeszcze zapłacony. Carla wyśle listę do wszystkich i trzeba "
        "też pomalować domek przed wiosną, ale to nie jest pilne.",
    ),
    (
        "Swedish",
        "Ana beställer komposten till fredag. Ben ringer kommunen om containern. Vi pratade om "
        "vattenräkningen, som inte är betald. Carla skickar listan till alla och vi måste också måla "
        "boden före våren, men det är inte bråttom.",
    ),
    (
        "Finnish",
        "Ana tilaa kompostin perjantaiksi ja Ben soittaa kuntaan. Puhuimme vesilaskusta, jota ei ole "
        "vielä maksettu, mutta se on pian. Carla lähettää listan, joka on valmis, ja hän kertoo myös "
        "että vaja pitää maalata ennen kevättä.",
    ),
    (
        "Czech",
        "Ana objedná kompost do pátku. Ben zavolá na úřad o kontejneru. Mluvili jsme o účtu za vodu, "
        "který se ještě nezaplatil. Carla pošle seznam a je také nutné natřít boudu před jarem, ale to "
        "už není tak spěšné, jak se zdálo.",
    ),
    (
        "Turkish",
        "Ana cuma gününe kadar kompost ısmarlayacak ve Ben konteyner için belediyeyi arayacak. Su "
        "faturası çok konuşuldu ama ödenmedi. Carla bir liste ile herkese yazacak, bu da daha sonra. Biz "
        "de boya için var olan parayı sorduk.",
    ),
    (
        "Romanian",
        "Ana comandă compostul până vineri și Ben sună la primărie pentru container. Am vorbit de "
        "factura de apă, care nu este plătită. Carla trimite lista la toți și trebuie să vopsim un "
        "șopron, mai ales după ploaie.",
    ),
    (
        "Hungarian",
        "Ana megrendeli a komposztot és Ben felhívja az önkormányzatot, hogy mikor jön a konténer. A "
        "vízszámla nem lett még befizetve, ez már a múlt hónapban is volt. Carla elküldi a listát, és a "
        "bódét is le kell festeni, de csak tavasszal.",
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="English"),
        pytest.param(ENGLISH + "\n> Der Verein hat die Rechnung noch nicht bezahlt.\n", id="a German line"),
        pytest.param("- María de la Cruz\n- Dirk van der Berg\n- Ludwig von der Tann\n" * 3 + ENGLISH, id="names"),
        pytest.param("- El Niño: Ana\n- La Boum de la rue: Ben\n- Los Angeles: Dev\n", id="few words"),
        pytest.param("Ana pay bill. Ben ring council. Dev paint shed. Carla send list.\n" * 5, id="no small words"),
        pytest.param("0101 de 0202 ff\n" * 40, id="figures"),
    ],
)
def test_english_notes_are_english(text: str) -> None:
    assert language_of([text]) is None
    assert not [doubt for doubt in read_text(text).doubts if "English" in doubt.message]


@pytest.mark.parametrize(("language", "text"), [pytest.param(*pair, id=pair[0]) for pair in FOREIGN])
def test_other_language_is_one_doubt(language: str, text: str) -> None:
    notes = read_text("# Ana, Ben\n\n" + "".join(f"- {line}\n" for line in text.split(". ")))
    assert [doubt.message.split(",")[0] for doubt in notes.doubts if "English" in doubt.message] == [
        f"these notes are in {language}"
    ]


# Ten short lines, as people type them: no sentences, few small words.
SHORT_NOTES = {
    "German": (
        "# Protokoll Gartenverein, 4. März 2026\n"
        "Anwesend: Ana Lopez, Ben Carter, Clara Maier\n"
        "- Ana bestellt Kompost bis Freitag\n"
        "- Ben ruft bei der Stadt wegen des Containers an\n"
        "- Clara schickt die Pflanzenliste an alle Mitglieder\n"
        "- Wasserrechnung ist noch nicht bezahlt\n"
        "- Schuppen muss im April gestrichen werden\n"
        "- Offen: wer kümmert sich um die Schlüssel?\n"
        "- Nächstes Treffen: 18. März, 19 Uhr im Vereinsheim\n"
    ),
    "French": (
        "# Compte rendu, 4 mars 2026\n"
        "Présents : Ana Lopez, Ben Carter, Clara Petit\n"
        "- Ana commande le compost pour vendredi\n"
        "- Ben appelle la mairie pour la benne\n"
        "- Clara envoie la liste des plantes à tous\n"
        "- Facture d'eau pas encore payée\n"
        "- Repeindre la cabane en avril\n"
        "- Qui s'occupe des clés ?\n"
        "- Prochaine réunion : 18 mars à 19 h, salle des fêtes\n"
    ),
    "Spanish": (
        "# Acta, 4 de marzo de 2026\n"
        "Asistentes: Ana López, Ben Carter, Clara Ruiz\n"
        "- Ana pide el abono para el viernes\n"
        "- Ben llama al ayuntamiento por el contenedor\n"
        "- Clara envía la lista de plantas a todos\n"
        "- Factura del agua sin pagar\n"
        "- Pintar la caseta en abril\n"
        "- ¿Quién se encarga de las llaves?\n"
        "- Próxima reunión: 18 de marzo a las 19 h en el local\n"
    ),
    "Dutch": (
        "# Notulen, 4 maart 2026\n"
        "Aanwezig: Ana Lopez, Ben Carter, Clara de Wit\n"
        "- Ana bestelt compost voor vrijdag\n"
        "- Ben belt de gemeente over de container\n"
        "- Clara stuurt de plantenlijst naar iedereen\n"
        "- Waterrekening is nog niet betaald\n"
        "- Schuur moet in april geverfd worden\n"
        "- Wie zorgt voor de sleutels?\n"
        "- Volgende vergadering: 18 maart om 19 uur in het clubhuis\n"
    ),
    "Portuguese": (
        "# Ata, 4 de março de 2026\n"
        "Presentes: Ana Lopes, Ben Carter, Clara Reis\n"
        "- Ana encomenda o composto até sexta-feira\n"
        "- Ben liga para a câmara sobre o contentor\n"
        "- Clara envia a lista de plantas a todos\n"
        "- Conta da água por pagar\n"
        "- Pintar a casa das ferramentas em abril\n"
        "- Quem fica com as chaves?\n"
        "- Próxima reunião: 18 de março às 19 h na sede\n"
    ),
    "Italian": (
        "# Verbale, 4 marzo 2026\n"
        "Presenti: Ana Lopez, Ben Carter, Clara Rossi\n"
        "- Ana ordina il compost entro venerdì\n"
        "- Ben chiama il comune per il cassone\n"
        "- Clara manda la lista delle piante a tutti\n"
        "- Bolletta dell'acqua non ancora pagata\n"
        "- Dipingere la casetta in aprile\n"
        "- Chi si occupa delle chiavi?\n"
        "- Prossima riunione: 18 marzo alle 19 nella sede\n"
    ),
    "Polish": (
        "# Protokół, 4 marca 2026\n"
        "Obecni: Ana Lopez, Ben Carter, Clara Nowak\n"
        "- Ana zamówi kompost do piątku\n"
        "- Ben zadzwoni do urzędu w sprawie kontenera\n"
        "- Clara wyśle listę roślin do wszystkich\n"
        "- Rachunek za wodę nie jest zapłacony\n"
        "- Pomalować domek w kwietniu\n"
        "- Kto zajmie się kluczami?\n"
        "- Następne zebranie: 18 marca o 19 w świetlicy\n"
    ),
    "Swedish": (
        "# Protokoll, 4 mars 2026\n"
        "Närvarande: Ana Lopez, Ben Carter, Clara Berg\n"
        "- Ana beställer kompost till fredag\n"
        "- Ben ringer kommunen om containern\n"
        "- Clara skickar växtlistan till alla\n"
        "- Vattenräkningen är inte betald\n"
        "- Måla boden i april\n"
        "- Vem tar hand om nycklarna?\n"
        "- Nästa möte: 18 mars kl 19 i klubbhuset\n"
    ),
    "Danish": (
        "# Referat, 4. marts 2026\n"
        "Til stede: Ana Lopez, Ben Carter, Clara Holm\n"
        "- Ana bestiller kompost til fredag\n"
        "- Ben ringer til kommunen om containeren\n"
        "- Clara sender plantelisten til alle\n"
        "- Vandregningen er ikke betalt endnu\n"
        "- Skuret skal males i april\n"
        "- Hvem tager sig af nøglerne?\n"
        "- Næste møde: 18. marts kl. 19 i klubhuset\n"
    ),
    "Norwegian": (
        "# Referat, 4. mars 2026\n"
        "Til stede: Ana Lopez, Ben Carter, Clara Dahl\n"
        "- Ana bestiller kompost innen fredag\n"
        "- Ben ringer kommunen om containeren\n"
        "- Clara sender plantelisten til alle\n"
        "- Vannregningen er ikke betalt ennå\n"
        "- Boden skal males i april\n"
        "- Hvem tar seg av nøklene?\n"
        "- Neste møte: 18. mars kl. 19 i klubbhuset\n"
    ),
    "Czech": (
        "# Zápis, 4. března 2026\n"
        "Přítomni: Ana Lopez, Ben Carter, Klára Nová\n"
        "- Ana objedná kompost do pátku\n"
        "- Ben zavolá na úřad kvůli kontejneru\n"
        "- Klára pošle seznam rostlin všem\n"
        "- Účet za vodu ještě není zaplacen\n"
        "- Natřít kůlnu v dubnu\n"
        "- Kdo se postará o klíče?\n"
        "- Příští schůze: 18. března v 19 hodin v klubovně\n"
    ),
    "Finnish": (
        "# Pöytäkirja, 4. maaliskuuta 2026\n"
        "Läsnä: Ana Lopez, Ben Carter, Kaisa Mäki\n"
        "- Ana tilaa kompostin perjantaiksi\n"
        "- Ben soittaa kuntaan jätelavasta\n"
        "- Kaisa lähettää kasviluettelon kaikille\n"
        "- Vesilaskua ei ole vielä maksettu\n"
        "- Vaja maalataan huhtikuussa\n"
        "- Kuka hoitaa avaimet?\n"
        "- Seuraava kokous: 18. maaliskuuta klo 19 kerhotalolla\n"
    ),
}


@pytest.mark.parametrize("name", SHORT_NOTES)
def test_language_of_ten_short_lines(name: str) -> None:
    assert any(f"these notes are in {name}" in doubt.message for doubt in read_text(SHORT_NOTES[name]).doubts)


def test_short_english_notes_with_foreign_names_and_words_are_english() -> None:
    notes = (
        "# Notes, 4 March 2026\n- José de la Cruz to order compost by Friday\n- Kim Son rings the Mairie re the benne\n"
        "- Müller und Söhne GmbH quote still due\n- Ana to send menu del día to all\n"
        "- Next: 18 March, Het Huis, Alkmaar\n"
        "- Vin de pays, per se, pro rata: Ben to explain à la carte\n- Who has the keys of the Haus am See?\n"
    )
    assert language_of(notes.splitlines()) is None


def test_mail_says_that_it_cannot_read_the_notes() -> None:
    recap = extract(SHORT_NOTES["German"])
    for name in ("text", "html"):
        mail = render(recap, name)
        assert "The notes are in German" in mail
        assert "nobody took" not in mail
        assert "Did you take" not in mail
    assert render(recap, "table") == "No actions found: the notes are in German.\n"
    again = extract(render(recap, "json"))
    assert again.language == "German"
