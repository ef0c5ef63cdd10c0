"""Notes in another language are known as such; English with foreign words is English."""

from __future__ import annotations

import pytest

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
