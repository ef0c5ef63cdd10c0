"""Notes in another language are known as such; English with foreign words is English."""

from __future__ import annotations

import pytest
from places import SAMPLES

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


# Lists of ten short lines: hardly any of the small words of a language.
LISTS = {
    "Dutch": (
        "Overleg dinsdag\n"
        "Piet belt morgen de gemeente\n"
        "Anna stuurt verslag\n"
        "Kees regelt stoelen\n"
        "geen nieuws van de bank\n"
        "Sanne maakt flyer\n"
        "volgende keer bij Kees\n"
        "contributie verhogen?\n"
        "Piet vraagt offerte\n"
        "afgesproken: start in mei\n"
        "iedereen neemt iets lekkers mee\n"
    ),
    "German": (
        "Teamrunde Montag\n"
        "Jens bucht Raum bis Freitag\n"
        "Petra schreibt Einladung\n"
        "Uwe krank\n"
        "Budget noch offen\n"
        "Angebot fehlt weiterhin\n"
        "Petra fragt Lieferant\n"
        "Jens kümmert sich um Getränke\n"
        "nächster Termin in zwei Wochen\n"
        "Uwe prüft Kasse\n"
        "Plakate hängen schon\n"
    ),
    "Spanish": (
        "Reunión del lunes\n"
        "Marta llama mañana al ayuntamiento\n"
        "Luis reserva sala\n"
        "falta presupuesto\n"
        "Pilar compra flores\n"
        "no hay noticias del banco\n"
        "Luis habla con proveedores\n"
        "próxima reunión el martes\n"
        "Marta prepara carteles\n"
        "subir la cuota?\n"
        "Pilar avisa a todos\n"
    ),
    "Czech": (
        "Schuze v pondeli\n"
        "Jana zavola na urad\n"
        "Petr objedna sal\n"
        "chybi rozpocet\n"
        "Milan koupi kvetiny\n"
        "z banky nic noveho\n"
        "Petr zjisti cenu\n"
        "pristi schuze v utery\n"
        "Jana pripravi plakaty\n"
        "zvysit prispevky?\n"
        "Milan obesle cleny\n"
    ),
    "Polish": (
        "Spotkanie w poniedziałek\n"
        "Kasia dzwoni jutro do urzędu\n"
        "Marek rezerwuje salę\n"
        "brak budżetu\n"
        "Ola kupuje kwiaty\n"
        "bank milczy\n"
        "Marek sprawdza ceny\n"
        "następne spotkanie we wtorek\n"
        "Kasia robi plakaty\n"
        "podnieść składki?\n"
        "Ola pisze do wszystkich\n"
    ),
    "Italian": (
        "Riunione lunedì\n"
        "Giulia chiama domani il comune\n"
        "Marco prenota sala\n"
        "manca preventivo\n"
        "Elena compra fiori\n"
        "niente notizie dalla banca\n"
        "Marco sente i fornitori\n"
        "prossima riunione martedì\n"
        "Giulia prepara locandine\n"
        "aumentare la quota?\n"
        "Elena avvisa tutti\n"
    ),
    "Portuguese": (
        "Reunião de segunda\n"
        "Rita liga amanhã para a câmara\n"
        "Paulo reserva sala\n"
        "falta orçamento\n"
        "Joana compra flores\n"
        "sem notícias do banco\n"
        "Paulo fala com fornecedores\n"
        "próxima reunião terça\n"
        "Rita prepara cartazes\n"
        "subir a quota?\n"
        "Joana avisa todos\n"
    ),
    "French": (
        "Réunion lundi\n"
        "Claire appelle demain mairie\n"
        "Luc réserve salle\n"
        "manque devis\n"
        "Inès achète fleurs\n"
        "rien de neuf côté banque\n"
        "Luc voit fournisseurs\n"
        "prochaine réunion mardi\n"
        "Claire prépare affiches\n"
        "augmenter cotisation ?\n"
        "Inès prévient tout le monde\n"
    ),
    "Swedish": (
        "Möte måndag\n"
        "Lena ringer kommunen imorgon\n"
        "Olle bokar lokal\n"
        "offert saknas\n"
        "Maja köper blommor\n"
        "inget nytt från banken\n"
        "Olle kollar priser\n"
        "nästa möte tisdag\n"
        "Lena gör affischer\n"
        "höja avgiften?\n"
        "Maja mejlar alla\n"
    ),
    "Danish": (
        "Møde mandag\n"
        "Mette ringer til kommunen i morgen\n"
        "Lars booker lokale\n"
        "tilbud mangler\n"
        "Signe køber blomster\n"
        "intet nyt fra banken\n"
        "Lars tjekker priser\n"
        "næste møde tirsdag\n"
        "Mette laver plakater\n"
        "hæve kontingentet?\n"
        "Signe skriver til alle\n"
    ),
    "Norwegian": (
        "Møte mandag\n"
        "Ingrid ringer kommunen i morgen\n"
        "Lars bestiller lokale\n"
        "tilbud mangler\n"
        "Kari kjøper blomster\n"
        "ikke noe nytt fra banken\n"
        "Lars sjekker priser\n"
        "neste møte tirsdag\n"
        "Ingrid lager plakater\n"
        "øke kontingenten?\n"
        "Kari skriver til alle\n"
    ),
    "Finnish": (
        "Palaveri maanantaina\n"
        "Aino soittaa huomenna kaupungille\n"
        "Mikko varaa tilan\n"
        "tarjous puuttuu\n"
        "Sari ostaa kukat\n"
        "pankista ei uutta\n"
        "Mikko tarkistaa hinnat\n"
        "seuraava kokous tiistaina\n"
        "Aino tekee julisteet\n"
        "nostetaanko maksua?\n"
        "Sari kirjoittaa kaikille\n"
    ),
    "Hungarian": (
        "Hétfői megbeszélés\n"
        "Zsófi holnap felhívja az önkormányzatot\n"
        "Gábor termet foglal\n"
        "hiányzik az árajánlat\n"
        "Eszter virágot vesz\n"
        "a banktól nincs hír\n"
        "Gábor megnézi az árakat\n"
        "következő ülés kedden\n"
        "Zsófi plakátot készít\n"
        "emeljük a tagdíjat?\n"
        "Eszter mindenkinek ír\n"
    ),
    "Romanian": (
        "Întâlnire luni\n"
        "Ioana sună mâine la primărie\n"
        "Radu rezervă sala\n"
        "lipsește oferta\n"
        "Alina cumpără flori\n"
        "nimic nou de la bancă\n"
        "Radu verifică prețurile\n"
        "următoarea ședință marți\n"
        "Ioana face afișe\n"
        "creștem cotizația?\n"
        "Alina scrie tuturor\n"
    ),
    "Turkish": (
        "Pazartesi toplantısı\n"
        "Ayşe yarın belediyeyi arıyor\n"
        "Murat salon ayırtıyor\n"
        "teklif eksik\n"
        "Elif çiçek alıyor\n"
        "bankadan haber yok\n"
        "Murat fiyatlara bakıyor\n"
        "sonraki toplantı salı\n"
        "Ayşe afiş hazırlıyor\n"
        "aidat artsın mı?\n"
        "Elif herkese yazıyor\n"
    ),
}
ENGLISH_LISTS = {
    "list terse": (
        "Actions\n"
        "- Piet: call council\n"
        "- Anna: circulate minutes\n"
        "- Kees: reserve hall\n"
        "- Sanne: update website\n"
        "- Piet: collect key\n"
        "- Kees: buy flowers\n"
        "- Anna: request grant\n"
        "- Sanne: email members\n"
        "- Piet: get quote\n"
        "- Anna: draft budget\n"
    ),
    "foreign names": (
        "Team Zürich, Büro München\n"
        "- Jürgen: send Müller the offer\n"
        "- Søren: call Città di Torino\n"
        "- Zsófi: book Café de la Gare\n"
        "- Łukasz: print posters\n"
        "- François: pay Société Générale invoice\n"
        "- Jürgen: order Brötchen and Kuchen\n"
        "- Ayşe: visa for Ankara\n"
        "- Søren: ferry to Malmö\n"
        "- Zsófi: hotel Gellért\n"
        "- Łukasz: taxi in Kraków\n"
    ),
    "spanish places": (
        "Trip to Los Angeles / San Juan de la Cruz\n"
        "- Maria: book hotel El Camino Real\n"
        "- Jose: rent van, La Jolla\n"
        "- Maria: call Hacienda del Sol\n"
        "- Luis: tickets for Casa de la Musica\n"
        "- Jose: dinner at El Torito\n"
        "- Luis: insurance\n"
        "- Maria: visa forms\n"
        "- Jose: sunscreen\n"
        "- Luis: map of Costa del Sol\n"
        "- Maria: Playa de las Americas\n"
    ),
    "codes": (
        "Release 4.2\n"
        "DE locale: missing strings\n"
        "FR locale: done\n"
        "api: rate limit\n"
        "db: index on user_id\n"
        "en-GB: copy fixes\n"
        "QA: smoke test prod\n"
        "k8s: bump node pool\n"
        "PR 412 review\n"
        "infra: rotate keys\n"
        "es: waiting on vendor\n"
    ),
    "quoted dutch": (
        "Notes with supplier\n"
        'They wrote "graag ontvangen wij de offerte voor vrijdag, met vriendelijke groet, het bestuur"\n'
        "Kim replies today\n"
        "Order 40 chairs\n"
        "Price ok\n"
        "Ask for discount\n"
        "Deliver Thursday\n"
        "Tom checks the dock\n"
        "Invoice to Kim\n"
        "Call back Monday\n"
    ),
    "shopping": (
        "party\n"
        "wine, cheese, baguette\n"
        "Tom brings prosecco\n"
        "Kim: tapas\n"
        "pasta al pesto for ten\n"
        "crème brûlée\n"
        "speakers\n"
        "lights\n"
        "invite Lars og Mette\n"
        "cab home\n"
    ),
    "team in Rome": (
        "Roma office\n"
        "Giulia: fix the boiler at Via dei Condotti\n"
        "Marco: visa for Sao Paulo\n"
        "fiori di zucca for lunch\n"
        "Elena: call Banca Popolare di Sondrio\n"
        "next: piazza shoot\n"
        "vin santo, cantucci\n"
        "send contract to Ferrovie dello Stato\n"
        "Marco rents scooters\n"
        "book trattoria\n"
    ),
    "abbrev": (
        "svr upd 14/10\n"
        "fw patch rtr2\n"
        "KB: repl psu\n"
        "bkp chk nas\n"
        "JT: ssl certs\n"
        "lic renew adobe\n"
        "ups batt swap\n"
        "HM: vlan cfg\n"
        "AP mount rm 4\n"
        "doc wiki\n"
    ),
    "mixed names only": (
        "Jürgen Müller\n"
        "Søren Kjær\n"
        "Łukasz Wójcik\n"
        "Zsófi Szabó\n"
        "François Lefèvre\n"
        "Ayşe Yılmaz\n"
        "Ioana Popescu\n"
        "Aino Mäkinen\n"
        "Giulia Bianchi\n"
        "João da Silva\n"
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_language_of_a_list_without_sentences(name: str) -> None:
    assert language_of(LISTS[name].splitlines()) == name


@pytest.mark.parametrize("text", ENGLISH_LISTS.values(), ids=ENGLISH_LISTS)
def test_list_in_english_with_foreign_words_is_english(text: str) -> None:
    assert language_of(text.splitlines()) is None


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


def test_english_notes_do_not_ask_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes 80 MB and half a second: words of English notes, function words and long words decide before it."""
    monkeypatch.setattr("extractor.readers.foreign._identifier", lambda: pytest.fail("the model was asked"))
    samples = sorted(SAMPLES.glob("*.md")) + sorted(SAMPLES.glob("*.txt"))
    assert samples
    for path in samples:
        assert language_of(path.read_text(encoding="utf-8").splitlines()) is None
    for notes in (*ENGLISH_LISTS.values(), ABBREVIATED):
        assert language_of(notes.splitlines()) is None


def test_function_words_tell_a_language_that_uses_many_english_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.readers.foreign._identifier", lambda: pytest.fail("the model was asked"))
    notes = (
        "Sprint review\n- demo van de release ging goed, feedback van marketing volgt\n- Joris fixt de login bug\n"
        "- performance van de search is nog een issue\n- we plannen een workshop met de klant\n"
        "- deadline van de app store is de 20e\n- retro is naar maandag\n- wie maakt het budget en de slides?\n"
    )
    assert language_of(notes.splitlines()) == "Dutch"


ABBREVIATED = """MDT list
1. sem, rm 4, rads + onc path
2. ca panc head, non dx x2, stent ok
3. nil mets periop, to ring pt today w outcome
4. dietetics ref, co-ord to chase
5. no quorate, again next wk
"""
