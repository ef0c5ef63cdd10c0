"""Base forms of verbs: first the words that must stay, then regular, doubled and irregular forms."""

from __future__ import annotations

import pytest

from extractor.language.inflection import base_form


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        pytest.param("send", "VB", id="base form"),
        pytest.param("send", "VBP", id="base form with a subject"),
        pytest.param("slides", "NNS", id="noun"),
        pytest.param("the", "DT", id="no verb"),
        pytest.param("pass", "VBZ", id="ends in two s"),
        pytest.param("bring", "VBG", id="ing without a verb before it"),
        pytest.param("ring", "VBG", id="ing is the whole word"),
        pytest.param("need", "VBN", id="ed is part of the verb"),
        pytest.param("put", "VBN", id="same in all forms"),
        pytest.param("set", "VBD", id="same in the past"),
        pytest.param("us", "VBZ", id="too short"),
    ],
)
def test_word_stays(word: str, tag: str) -> None:
    assert base_form(word, tag) == word


@pytest.mark.parametrize(
    ("word", "tag", "base"),
    [
        pytest.param("sends", "VBZ", "send", id="s"),
        pytest.param("tries", "VBZ", "try", id="ies"),
        pytest.param("fixes", "VBZ", "fix", id="es behind a sibilant"),
        pytest.param("uses", "VBZ", "use", id="s behind e"),
        pytest.param("does", "VBZ", "do", id="irregular s"),
        pytest.param("has", "VBZ", "have", id="have"),
        pytest.param("chasing", "VBG", "chase", id="ing takes an e away"),
        pytest.param("stopping", "VBG", "stop", id="doubled"),
        pytest.param("calling", "VBG", "call", id="double of its own"),
        pytest.param("laminating", "VBG", "laminate", id="unknown verb with e"),
        pytest.param("couriering", "VBG", "courier", id="unknown verb without e"),
        pytest.param("printed", "VBN", "print", id="ed"),
        pytest.param("carried", "VBN", "carry", id="ied"),
        pytest.param("renewed", "VBN", "renew", id="no e"),
        pytest.param("sent", "VBN", "send", id="irregular"),
        pytest.param("rewritten", "VBN", "rewrite", id="irregular with a prefix"),
    ],
)
def test_base_form_of_inflected_verb(word: str, tag: str, base: str) -> None:
    assert base_form(word, tag) == base
