"""What a decision lacks is said in the language of the page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import risalah
from risalah.errors import RulingError
from risalah.model.ruling import Ruling
from risalah.show.web.render import Ui
from risalah.show.web.review.problems import _load, say_problem


def test_messages_are_said_in_indonesian_and_others_as_they_are() -> None:
    ui, english = (Ui(lang, explicit=False, as_of=date(2031, 11, 22)) for lang in ("id", "en"))  # type: ignore[arg-type]
    wrong = RulingError("stage: 'done' is no value of the codebook", remedy="use raised, requested")
    assert say_problem(wrong, ui) == "Tahap: done bukan nilai kodebuku"
    assert say_problem(wrong, english) == "stage: 'done' is no value of the codebook; use raised, requested"
    assert say_problem(RulingError("something new", remedy="mend it"), ui) == "something new; mend it"
    try:
        Ruling("sha256:x#c1", "set", "person:ayu", field="due", after="besok").check()
    except RulingError as e:
        assert say_problem(e, ui) != f"{e.message}; {e.remedy}"


def test_every_message_of_the_forms_is_known() -> None:
    """What the forms and the model of rulings raise stands in problems.yaml, so that a new one is not forgotten."""
    root = Path(risalah.__file__).parent
    source = "".join(
        (root / p).read_text(encoding="utf-8") for p in ("show/web/review/forms.py", "show/web/review/fields.py")
    )
    raised = re.findall(r'RulingError\(\s*f?"([^"]+)"', source)
    assert len(raised) > 10
    for message in raised:
        plain = re.sub(r"\{[^}]*\}", "'x'", message)
        assert any(pattern.fullmatch(plain) for pattern, _ in _load()), message
