"""The error tree: one exit code each, and what a message looks like."""

from __future__ import annotations

import inspect
import pickle

import pytest

from risalah import errors
from risalah.errors import PageError, ResourceError, RisalahError

CLASSES = [c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, RisalahError)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda c: c.__name__)
def test_every_error_has_an_exit_code_of_the_contract_and_says_what_it_is(kind: type[RisalahError]) -> None:
    assert kind.exit_code in {1, 2, 3, 4, 5, 6, 7}
    assert kind.__doc__ and kind.__name__ in str(errors.__doc__)


def test_the_remedy_stands_behind_the_message() -> None:
    assert str(RisalahError("the file is empty", remedy="leave it out")) == "the file is empty (leave it out)"
    assert str(RisalahError("the file is empty")) == "the file is empty"


def test_a_data_file_is_named_with_its_line() -> None:
    assert str(ResourceError("no kind", path="a.yaml", line=7, remedy="add one")) == "a.yaml:7: no kind (add one)"
    assert str(ResourceError("no kind", path="a.yaml")) == "a.yaml: no kind"


def test_a_page_error_names_step_and_reason() -> None:
    error = errors.ReadError("the bytes are not text", reason="binary")
    assert isinstance(error, PageError) and (error.step, error.reason) == ("read", "binary")


def test_errors_survive_the_way_from_a_worker() -> None:
    assert str(pickle.loads(pickle.dumps(RisalahError("x", remedy="y")))).startswith("x")
