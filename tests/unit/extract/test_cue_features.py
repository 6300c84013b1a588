"""What a sentence shows to the model: no names, and the same words for the same thing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from risalah.extract.cue_features import PARTY, WINDOW, CueFeatures, hide_names
from risalah.resources.word_classes import WordForms

WORDS = st.lists(
    st.sampled_from(["@state", "@state+", "@person", "akan", "membuka", "pelabuhan", "#", "dan", "kembali"]),
    min_size=1,
    max_size=40,
)


def show(annotate, split, text: str) -> tuple[list[str], list[str]]:
    doc = annotate(text)
    start = doc.article.text.index(text)
    clauses = split(doc.article.text)
    words, places = hide_names(clauses, [m for m in doc.mentions if m.span.start >= start])
    return words, [clauses.tokens[p].low for p in places]


def test_a_name_is_one_word_of_its_kind(annotate, split) -> None:
    words, tokens = show(annotate, split, "Menlu Fiji Andara Wiguna berjanji mengirim 12 kapal ke Tonga pada 2031.")
    assert "fiji" not in words and "wiguna" not in words and "12" not in words and "2031" not in words
    assert [w for w in words if w[0] == PARTY][-1] == "@state"
    assert words.count("#") == 2
    assert tokens[words.index("berjanji")] == "berjanji"
    assert len(words) == len(tokens)


def test_home_is_told_from_abroad(annotate, split) -> None:
    words, _ = show(annotate, split, "Indonesia membantu Tonga.")
    assert [w for w in words if w[0] == PARTY] == ["@state+", "@state"]


def test_two_sentences_that_differ_in_names_alone_are_the_same(annotate, split) -> None:
    one, _ = show(annotate, split, "Fiji membantu Tonga dengan 3 kapal.")
    two, _ = show(annotate, split, "Samoa membantu Vanuatu dengan 40 kapal.")
    assert one == two


CLASSES = {"membuka": ("~b1", "~m2", "~f3"), "menutup": ("~b1", "~m2", "~f4"), "pelabuhan": ("~b5", "~m6", "~f7")}
FORMS = WordForms(("mem", "men", "di"), ("an",), ("me", "di"), ("k", "t", "p"), ("a", "u"), CLASSES)
FEATURES = CueFeatures(FORMS)


def test_sides_and_distances_of_a_party() -> None:
    features = set(FEATURES.tell_sentence(["@state", "akan", "membantu", "@state", "itu"]))
    assert {"parties 2", "@ ... membantu", "membantu ... @", "@state 2 membantu", "membantu 1 @state"} <= features
    assert {"< @state", "itu >"} <= features
    assert "itu ... @" not in features
    beside = set(FEATURES.tell_word(["@state", "akan", "membantu", "@state", "itu"], 2))
    assert {"left @state", "right @state", "beside 1 1", "-1 akan", "+2 itu", "akan me--"} <= beside


def test_forms_and_classes_are_told_beside_the_words() -> None:
    features = set(FEATURES.tell_sentence(["membuka", "pelabuhan", "@state"]))
    assert {"root buka", "root buka me", "~b1", "~m2", "~f3", "~m2 ~m6", "root buka ... @"} <= features
    word = set(FEATURES.tell_word(["menutup", "pelabuhan"], 0))
    assert {"root utup", "affix me", "~f4", "+1 root pelab", "+1 ~m6"} <= word
    assert {"~b1", "~m2"} <= set(FEATURES.tell_cue("menutup")) & set(FEATURES.tell_cue("membuka"))


@given(WORDS, st.integers(0, 39))
def test_words_further_off_are_within_the_window(words: list[str], at: int) -> None:
    at %= len(words)
    features = list(FEATURES.tell_word(words, at))
    assert [f for f in features if f.startswith("before ")] == [f"before {x}" for x in words[max(0, at - WINDOW) : at]]
    assert [f for f in features if f.startswith("after ")] == [f"after {x}" for x in words[at + 1 : at + 1 + WINDOW]]
