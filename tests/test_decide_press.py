"""Stories as newspapers tell them, through reading and decision: every expected message, of its kind, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from flows.app.documents import document_line
from flows.app.jsonl import Line
from flows.app.replay import replay_documents
from flows.store import open_store
from rules import RuleSet, load_rules

HERE = Path(__file__).parent
STORIES: dict[str, list[dict[str, Any]]] = {
    story["story"]: story["articles"] for story in YAML(typ="safe").load(HERE / "stories" / "press.yaml")
}


@pytest.fixture(scope="module")
def live() -> RuleSet:
    return load_rules(HERE.parent / "rules")


@pytest.mark.parametrize("name", list(STORIES))
def test_a_story_brings_its_messages_and_no_others(name: str, live: RuleSet) -> None:
    documents = [
        document_line(
            Line(
                number,
                {
                    "id": str(number),
                    "title": article["title"],
                    "text": article.get("text", ""),
                    "outlet": article["outlet"],
                    "date": article["at"],
                },
            )
        )
        for number, article in enumerate(STORIES[name], 1)
    ]
    store = open_store("sqlite://")
    try:
        answers = replay_documents(documents, live, store)
    finally:
        store.close()
    for article, answer in zip(STORIES[name], answers, strict=True):
        expected = article.get("expect", [])
        told = [d["state"] for d in answer.value["decisions"] if d["alert"]]
        fits = (len(told) == 1 and told[0] in expected) or (not told and (not expected or "maybe" in expected))
        assert fits, f"{article['at']} {article['title']}: expected {expected}, got {answer.value['decisions']}"


def test_the_stories_are_many_and_of_the_length_of_news() -> None:
    words = [len(article.get("text", "").split()) for story in STORIES.values() for article in story]
    assert len(STORIES) >= 30
    assert sum(words) / len(words) >= 60
