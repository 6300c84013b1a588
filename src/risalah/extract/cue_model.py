"""What was learned from marked sentences: does a sentence tell a commitment, by which word, at which stage?

Three tables of weights (models/cues.tsv), each a logistic regression over the features of cue_features.py. How they
were learned, and how good they are: models/cues.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from risalah.extract.cue_features import BEGIN, END, NEAR, PARTY, WINDOW, CueFeatures
from risalah.resources.learned import HIGHEST, JOINT, SENTENCE, START, WORD
from risalah.resources.word_classes import WordForms, forget

_SHORTEST = 4  # letters of a word that may carry a commitment
LOWEST = -9.0
"""The score of a sentence in which no word may carry anything."""
Weights = Mapping[str, float]


def may_carry(word: str) -> bool:
    """May the word be what carries a commitment: a word, no name, no number, not too short?"""
    return len(word) >= _SHORTEST and word[0] != PARTY and word[0].isalpha()


class CueModel:
    """The weights of one language, by part, as resources/learned.py reads them.

    What a word adds by itself, or at some distance from a cue, is added up once for each word of the language.
    """

    def __init__(self, weights: Mapping[str, Weights], forms: WordForms) -> None:
        self._features = CueFeatures(forms)
        self._sentence, self._word = weights[SENTENCE], weights[WORD]
        joint = weights[JOINT]
        self._joint = joint[SENTENCE], joint[WORD], joint[START]
        self._highest = joint[HIGHEST]
        self._stages = {stage: w for stage, w in weights.items() if stage not in (SENTENCE, WORD, JOINT)}
        self._cues: dict[str, float] = {}
        self._beside: dict[int, dict[str, float]] = {k: {} for k in range(-NEAR, NEAR + 1)}

    def judge(self, words: Sequence[str], floor: float = 0.0) -> tuple[float, int | None]:
        """The probability, 0 to 1, that a sentence tells a commitment, and the word that most likely carries it.

        `words`: as hide_names gives them. None where no word may carry anything, or where the whole sentence says so
        plainly that no word of it could lift the probability to `floor`; that is then an upper bound.
        """
        a, b, start = self._joint
        sentence = a * _add(self._sentence, dict.fromkeys(self._features.tell_sentence(words))) + start
        if (most := _logistic(sentence + b * self._highest)) < floor:
            return most, None
        scores = self.score_words(words)
        at = max(scores, key=lambda i: (scores[i], -i), default=None)
        return _logistic(sentence + b * (LOWEST if at is None else scores[at])), at

    def score_words(self, words: Sequence[str]) -> dict[int, float]:
        """The log odds of each word that may carry a commitment."""
        weights = self._word
        get = weights.get
        before = [0.0, *accumulate(get(f"before {x}", 0.0) for x in words)]
        after = [0.0, *accumulate(get(f"after {x}", 0.0) for x in words)]
        parties = [i for i, w in enumerate(words) if w[0] == PARTY]
        beside = 0.0
        out = {}
        for i, w in enumerate(words):
            if not i or words[i - 1][0] == PARTY:  # from here on other parties stand on the two sides
                left, right = [words[k] for k in parties if k < i], [words[k] for k in parties if k >= i]
                beside = sum(get(f, 0.0) for f in self._features.tell_parties(left, right))
            if may_carry(w):
                score = self._score_cue(w) + get(self._features.tell_affix(words[i - 1] if i else BEGIN, w), 0.0)
                for k in range(1, NEAR + 1):
                    score += self._score_beside(words[i - k] if i >= k else BEGIN, -k)
                    score += self._score_beside(words[i + k] if i + k < len(words) else END, k)
                score += beside + before[i] - before[max(0, i - WINDOW)]
                out[i] = score + after[min(len(words), i + 1 + WINDOW)] - after[i + 1]
        return out

    def _score_cue(self, w: str) -> float:
        score = self._cues.get(w)
        if score is None:
            forget(self._cues)
            score = self._cues[w] = _add(self._word, self._features.tell_cue(w))
        return score

    def _score_beside(self, w: str, offset: int) -> float:
        known = self._beside[offset]
        score = known.get(w)
        if score is None:
            forget(known)
            score = known[w] = sum(self._word.get(f, 0.0) for f in self._features.tell_beside(w, offset))
        return score

    def read_stage(self, words: Sequence[str], at: int) -> tuple[str, float]:
        """The stage of the commitment that the word at `at` carries, and its probability among all stages."""
        features = list(self._features.tell_word(words, at))
        scores = {stage: _add(weights, features) for stage, weights in self._stages.items()}
        top = max(scores, key=lambda s: (scores[s], s))
        whole = sum(math.exp(max(-50.0, v - scores[top])) for v in scores.values())
        return top, 1 / whole


def _add(weights: Weights, features: Iterable[str]) -> float:
    return weights.get(START, 0.0) + sum(weights.get(f, 0.0) for f in features)


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, value))))
