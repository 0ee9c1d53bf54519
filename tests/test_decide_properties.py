"""What must hold of decisions whatever the articles say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.alerts import alert_of, decide, decide_article
from flows.alerts.event import Event, Sighting, Silence, SilenceScope, State
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Severity, Stage

START = datetime(2024, 9, 1, tzinfo=UTC)
ACTORS = st.lists(st.sampled_from(["KP", "RU", "IR", "US"]), max_size=2, unique=True).map(lambda v: tuple(sorted(v)))
CLASSES = st.lists(
    st.sampled_from(["weapons", "missile", "ballistic-missile", "drone", "tank"]), max_size=3, unique=True
).map(lambda v: tuple(sorted(v)))


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    kind = draw(st.sampled_from(list(MentionType)))
    is_treaty = kind is MentionType.TREATY
    return Mention(
        rule=draw(st.sampled_from(["a", "b"])),
        revision=1,
        type=kind,
        stage=draw(st.sampled_from(list(Stage))),
        certainty=draw(st.sampled_from(list(Certainty))),
        detail=draw(st.sampled_from(list(CertaintyDetail))),
        severity=draw(st.sampled_from(list(Severity))),
        background=draw(st.booleans()) and draw(st.booleans()),
        suppliers=() if is_treaty else draw(ACTORS),
        recipients=() if is_treaty else draw(ACTORS),
        parties=draw(ACTORS) if is_treaty else (),
        weapons=() if is_treaty else draw(CLASSES),
        quantity=draw(st.sampled_from([None, Quantity("100 tank"), Quantity("9.000 tank"), Quantity("jutaan")])),
        treaty_class=draw(st.sampled_from([None, "defence-pact", "arms-control"])) if is_treaty else None,
        deniers=draw(ACTORS),
        claimants=draw(ACTORS),
        when=draw(st.one_of(st.none(), st.integers(-40, 40).map(lambda n: (START + timedelta(days=n)).date()))),
        place=draw(st.sampled_from([None, "Kyiv", "Lviv"])),
        alert=True,
        evidence=(Evidence("text", 0, 1, draw(st.sampled_from(["dikirim", "dikirim lagi", "melanjutkan pasokan"]))),),
    )


@st.composite
def articles(draw: st.DrawFn) -> tuple[Sighting, list[Mention]]:
    number = draw(st.integers(0, 10_000))
    at = START + timedelta(hours=draw(st.integers(0, 24 * 60)))
    outlet = draw(st.sampled_from(["antara", "kompas", "detik"]))
    origin = draw(st.sampled_from([outlet, "reuters"]))
    copy = draw(st.sampled_from([None, None, "x"]))
    sighting = Sighting(f"{outlet}{number}", outlet, outlet, "https://x.example", "", at, at, origin, copy_of=copy)
    return sighting, draw(st.lists(mentions(), min_size=1, max_size=3))


class Ids:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, seed: str) -> str:
        self.count += 1
        return f"E{self.count}"


@settings(max_examples=100, deadline=None)
@given(st.lists(articles(), min_size=1, max_size=8))
def test_a_day_of_news_keeps_the_books_straight(day: list[tuple[Sighting, list[Mention]]]) -> None:
    events: dict[str, Event] = {}
    new_id = Ids()
    raised: dict[str, int] = {}
    for sighting, said in day:
        known = tuple(events.values())
        decisions = decide_article(said, sighting, known, now=sighting.at, new_id=new_id)
        assert len(decisions) == len(said)
        alerting = [d.event.id for d in decisions if d.alert and d.event]
        assert len(alerting) == len(set(alerting)), "one message an event"
        for decision in decisions:
            assert decision.reason
            assert decision.alert <= (decision.state is not State.NONE)
            if decision.event is None:
                continue
            before = events.get(decision.event.id)
            if before:
                _only_grew(before, decision.event)
        for decision in decisions:
            if decision.event is None:
                continue
            events[decision.event.id] = decision.event
            if decision.alert:
                raised[decision.event.id] = raised.get(decision.event.id, 0) + 1
                alert = alert_of(decision, sighting.at)
                assert alert.id == f"{decision.event.id}-{raised[decision.event.id]}"
    for event in events.values():
        assert event.alerts == raised.get(event.id, 0)


def _only_grew(before: Event, after: Event) -> None:
    for name in ("suppliers", "recipients", "parties", "outlets", "origins", "deniers"):
        assert set(getattr(before, name)) <= set(getattr(after, name)), name
    assert after.opened_at == before.opened_at
    assert after.last_seen_at >= before.last_seen_at
    assert len(after.steps) >= len(before.steps)
    assert after.articles in (before.articles, before.articles + 1)


@settings(max_examples=100, deadline=None)
@given(st.lists(articles(), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_the_store_gives_events_does_not_matter(
    day: list[tuple[Sighting, list[Mention]]], draw: object
) -> None:
    events: dict[str, Event] = {}
    new_id = Ids()
    *before, (sighting, said) = day
    for seen, told in before:
        for d in decide_article(told, seen, tuple(events.values()), now=seen.at, new_id=new_id):
            if d.event:
                events[d.event.id] = d.event
    shuffled = list(events.values())
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    one = decide_article(said, sighting, tuple(events.values()), now=sighting.at, new_id=lambda s: "N")
    other = decide_article(said, sighting, tuple(shuffled), now=sighting.at, new_id=lambda s: "N")
    assert one == other


@settings(max_examples=100, deadline=None)
@given(articles(), articles())
def test_supplier_and_recipient_are_never_merged_the_wrong_way_round(
    first: tuple[Sighting, list[Mention]], second: tuple[Sighting, list[Mention]]
) -> None:
    told = decide(first[1][0], first[0], (), now=first[0].at, new_id=lambda s: "E1")
    if told.event is None:
        return
    said = second[1][0]
    again = decide(said, second[0], (told.event,), now=second[0].at, new_id=lambda s: "E2")
    if again.event is not None and again.event.id == "E1":
        for role in ("suppliers", "recipients"):
            a, b = set(getattr(said, role)), set(getattr(told.event, role))
            assert not a or not b or a & b


@settings(max_examples=150, deadline=None)
@given(articles(), st.sampled_from(list(SilenceScope)))
def test_no_mute_holds_back_what_is_critical(article: tuple[Sighting, list[Mention]], scope: SilenceScope) -> None:
    sighting, (said, *_) = article
    target = {"rule": said.rule, "publisher": sighting.outlet, "event": "E1", "pair": "*>*"}[scope.value]
    silence = Silence(1, scope, target, sighting.at + timedelta(days=1), "rina", "x", sighting.at)
    loud = decide(said, sighting, (), now=sighting.at, new_id=lambda s: "E1")
    quiet = decide(said, sighting, (), now=sighting.at, new_id=lambda s: "E1", silences=[silence])
    if said.severity is Severity.CRITICAL:
        assert quiet.alert == loud.alert
    assert quiet.alert <= loud.alert
    assert quiet.alert or quiet.reason in ("muted", loud.reason)
