from __future__ import annotations

from risalah.annotate.quote_lexicon import QuoteLexicon
from risalah.annotate.speaker_phrases import Speaker
from risalah.annotate.speakers import SpeakerTracker
from risalah.model.annotation import Actor, Mention
from risalah.model.span import Span
from risalah.resources.language import Language

LEXICON = QuoteLexicon(Language("id"))
ACTORS = {
    "lintang": Actor("lintang", "person", "Lintang"),
    "orla": Actor("orla", "person", "Orla"),
    "SGR": Actor("SGR", "state", "Sagara"),
    "KEMLU": Actor("KEMLU", "organisation", "Kemlu Sagara"),
}
FORMS = {"Lintang": "lintang", "Orla": "orla", "Kemlu Sagara": "KEMLU", "Sagara": "SGR"}


def track(text: str) -> SpeakerTracker:
    mentions, taken = [], set()
    for form, key in FORMS.items():
        at = text.find(form)
        while at >= 0:
            if at not in taken:
                taken.update(range(at, at + len(form)))
                mentions.append(Mention(Span(at, at + len(form)), ACTORS[key].kind, key))
            at = text.find(form, at + 1)
    return SpeakerTracker(LEXICON, text, tuple(mentions), ACTORS)


def after(text: str) -> Speaker:
    return track(text).after_cue(0, len(text))


def before(text: str) -> Speaker | None:
    return track(text).subject(0, len(text))


def test_name_after_a_cue():
    assert after("Lintang di Kota Bening").actor == "lintang"
    assert after("Menteri Luar Negeri Sagara Lintang, Senin").actor == "lintang"
    assert after("Duta Besar Merida untuk Sagara, Orla, kemarin").actor == "orla"


def test_name_behind_a_function_word_is_not_the_speaker():
    assert after("seorang diplomat usai bertemu Lintang").actor is None
    assert after("juru bicara itu kepada Orla").actor is None


def test_joint_speakers():
    speaker = after("Lintang dan Orla dalam pernyataan")
    assert (speaker.actor, speaker.others) == ("lintang", ("orla",))


def test_body_speaks():
    speaker = after("Kemlu Sagara dalam satu pernyataan")
    assert (speaker.actor, speaker.basis) == ("KEMLU", "document")


def test_unmarked_name_is_shown():
    text = "Bram Sudira di dermaga"
    speaker = after(text)
    assert speaker.actor is None and speaker.mention is not None and speaker.mention.of(text) == "Bram Sudira"


def test_subject_left_of_a_verb():
    for text in ("Lintang ", "Sementara itu, Lintang juga ", "Lintang, Selasa (4/2), ", "Dalam jumpa pers, Lintang "):
        speaker = before(text)
        assert speaker is not None and speaker.actor == "lintang", text


def test_object_of_a_preposition_is_no_subject():
    assert before("Dalam pertemuan dengan Orla ") is None


def test_spokesman_is_typed():
    text = "Juru bicara Kemlu Sagara "
    speaker = before(text)
    assert speaker is not None and speaker.actor is None
    assert speaker.mention is not None and speaker.mention.of(text) == "Juru bicara Kemlu Sagara"


def test_pronoun_goes_back_to_the_last_speaker_then_to_the_subject():
    text = "Lintang. Orla tiba. dia"
    tracker = track(text)
    tracker.remember(tracker.after_cue(0, 8))
    assert tracker.carried().actor == "lintang"
    tracker.notice_subject(9, 19)
    assert tracker.carried().actor == "orla"


def test_an_office_pointed_at_is_the_person_of_that_state_who_spoke_last():
    actors = {
        "lintang": Actor("lintang", "person", "Lintang", country="SGR"),
        "orla": Actor("orla", "person", "Orla", country="MRD"),
        "SGR": Actor("SGR", "state", "Sagara"),
    }
    for key, meant in (("lintang", "lintang"), ("orla", None)):
        text = f"{key.title()}. Pemimpin Sagara tersebut "
        state = text.index("Sagara")
        mentions = (Mention(Span(0, len(key)), "person", key), Mention(Span(state, state + 6), "state", "SGR"))
        tracker = SpeakerTracker(LEXICON, text, mentions, actors)
        tracker.remember(tracker.after_cue(0, len(key)))
        speaker = tracker.subject(len(key) + 2, len(text))
        assert speaker is not None and speaker.actor == meant, text
