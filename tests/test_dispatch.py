"""The outbox: told once, told in time, and nobody waits for somebody else's broken channel."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from flows.alerts.backoff import MOST_ATTEMPTS
from flows.alerts.budget import BUDGETS
from flows.alerts.event import Acknowledgement, DeliveryState, Message, Outcome, OutcomeKind
from flows.app.dispatch import SWEEP_SECONDS, DispatchReport, sweep
from flows.app.notices import as_sent
from flows.app.pace import Bucket
from flows.store import ClaimedDelivery, Notice, Store
from rules import Severity
from tests.store_samples import DAY, HOUR, MINUTE, NOON, tell

OK = Outcome(OutcomeKind.ACCEPTED)
AGAIN = Outcome(OutcomeKind.RETRY, "unreachable")
LOST = Outcome(OutcomeKind.UNKNOWN, "timeout")
BAD = Outcome(OutcomeKind.GIVE_UP, "rejected")


@dataclass
class FakePost:
    """A receiver whose channel answers what it is told to, in turn; the last answer is repeated."""

    id: str
    answers: list[Outcome | Exception] = field(default_factory=lambda: [OK])
    per_second: float = 0.0
    sent: list[str] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    breaks_composing: bool = False
    fallback: str | None = None
    only_unanswered: bool = False

    def is_needed(self, claimed: ClaimedDelivery, store: Store) -> bool:
        return not (self.only_unanswered and store.acknowledgements(claimed.alert.event.id))

    def compose(self, claimed: ClaimedDelivery) -> Message:
        if self.breaks_composing and not claimed.delivery.short:
            raise KeyError("a role nobody thought of")
        form = "short" if claimed.delivery.short else "long"
        repeat = " repeat" if claimed.delivery.repeat else ""
        return Message(claimed.alert.id, f"{form}{repeat}")

    def compose_list(self, claimed: Sequence[ClaimedDelivery]) -> Message:
        return Message(f"{len(claimed)} events", " ".join(c.alert.id for c in claimed))

    def compose_notice(self, notice: Notice) -> Message:
        return as_sent(notice, "id")

    def send(self, message: Message) -> Outcome:
        self.before()
        self.sent.append(f"{message.title} {message.body}")
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


async def no_sleep(seconds: float) -> None:
    await asyncio.sleep(0)


async def run(store: Store, *posts: FakePost, clock: Clock | None = None, limit: int = 100) -> DispatchReport:
    clock = clock or Clock()
    return await sweep(store, posts, "w1", clock.now, limit, clock=clock, sleep=no_sleep)


def raise_alerts(store: Store, count: int, *receivers: str, **event: object) -> None:
    for number in range(1, count + 1):
        with store.article_unit() as unit:
            tell(unit, number, dict.fromkeys(receivers, NOON), **event)


def states(store: Store, receiver: str = "rina") -> list[DeliveryState]:
    return [d.state for d in reversed(store.deliveries(NOON - DAY)) if d.receiver == receiver]


async def test_every_receiver_gets_its_message_once(store: Store) -> None:
    raise_alerts(store, 2, "rina", "meja")
    rina, desk = FakePost("rina"), FakePost("meja")
    report = await run(store, rina, desk)
    assert (report.accepted, report.faults) == (4, {})
    assert sorted(rina.sent) == sorted(desk.sent) == ["E001-1 long", "E002-1 long"]
    assert (await run(store, rina, desk)).accepted == 0
    assert len(rina.sent) == 2


async def test_most_severe_goes_first(store: Store) -> None:
    with store.article_unit() as unit:
        tell(unit, 1, {"rina": NOON}, severity=Severity.MEDIUM)
        tell(unit, 2, {"rina": NOON}, severity=Severity.CRITICAL)
    rina = FakePost("rina")
    await run(store, rina)
    assert rina.sent == ["E002-1 long", "E001-1 long"]


async def test_an_offline_receiver_delays_nobody_and_is_asked_once_a_sweep(store: Store) -> None:
    raise_alerts(store, 5, "rina", "meja")
    others_done = threading.Event()
    rina = FakePost("rina", [AGAIN], before=lambda: others_done.wait(10))
    desk = FakePost("meja")
    desk.before = lambda: others_done.set() if len(desk.sent) == 4 else None
    report = await run(store, rina, desk)
    assert len(desk.sent) == 5
    assert len(rina.sent) == 1
    assert (report.retrying, report.released) == (1, 4)
    assert report.faults == {"rina": "unreachable"}


async def test_what_was_left_goes_out_when_the_receiver_is_back(store: Store) -> None:
    raise_alerts(store, 5, "rina")
    rina, clock = FakePost("rina", [AGAIN, OK]), Clock()
    await run(store, rina, clock=clock)
    clock.now += 5 * MINUTE
    await run(store, rina, clock=clock)
    assert states(store) == [DeliveryState.ACCEPTED] * 5
    assert sorted(rina.sent) == sorted([*(f"E00{n}-1 long" for n in range(1, 6)), rina.sent[0]])


async def test_the_services_own_time_is_honoured(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, clock = FakePost("rina", [Outcome(OutcomeKind.RETRY, "throttled", retry_after=600.0), OK]), Clock()
    await run(store, rina, clock=clock)
    clock.now += 9 * MINUTE
    await run(store, rina, clock=clock)
    assert len(rina.sent) == 1
    clock.now += 2 * MINUTE
    await run(store, rina, clock=clock)
    assert states(store) == [DeliveryState.ACCEPTED]


async def test_a_lost_answer_is_sent_once_more_marked_as_a_repeat_and_then_never_again(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, clock = FakePost("rina", [LOST]), Clock()
    for _ in range(4):
        await run(store, rina, clock=clock)
        clock.now += 10 * MINUTE
    assert rina.sent == ["E001-1 long", "E001-1 long repeat"]
    assert states(store) == [DeliveryState.GIVEN_UP]


async def test_a_refused_message_goes_out_short_and_is_then_set_aside(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, clock = FakePost("rina", [BAD]), Clock()
    for _ in range(3):
        await run(store, rina, clock=clock)
        clock.now += MINUTE
    assert rina.sent == ["E001-1 long", "E001-1 short"]
    assert states(store) == [DeliveryState.GIVEN_UP]


async def test_a_poisonous_message_does_not_block_the_next_one(store: Store) -> None:
    raise_alerts(store, 2, "rina")
    rina = FakePost("rina", [BAD, OK, OK])
    await run(store, rina)
    assert "E002-1 long" in rina.sent


async def test_what_cannot_be_composed_goes_out_short(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, clock = FakePost("rina", breaks_composing=True), Clock()
    await run(store, rina, clock=clock)
    await run(store, rina, clock=clock)
    assert rina.sent == ["E001-1 short"]


async def test_a_channel_that_raises_counts_as_lost_and_its_words_stay_out_of_the_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    raise_alerts(store, 1, "rina")
    report = await run(store, FakePost("rina", [ValueError("json://user:kenari-77@host")]))
    assert report.unknown == 1
    assert "kenari-77" not in caplog.text
    assert all("kenari-77" not in d.reason for d in store.deliveries(NOON - DAY))


async def test_retries_end_with_a_reason(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, clock = FakePost("rina", [AGAIN]), Clock()
    for _ in range(MOST_ATTEMPTS + 3):
        await run(store, rina, clock=clock)
        clock.now += timedelta(hours=1)
    assert len(rina.sent) == MOST_ATTEMPTS
    (delivery,) = store.deliveries(NOON - DAY)
    assert delivery.state is DeliveryState.GIVEN_UP
    assert "unreachable" in delivery.reason


async def test_a_backlog_comes_as_one_list_with_the_critical_singled_out(store: Store) -> None:
    raise_alerts(store, 12, "rina")
    with store.article_unit() as unit:
        tell(unit, 99, {"rina": NOON}, severity=Severity.CRITICAL)
    rina = FakePost("rina")
    report = await run(store, rina)
    assert report.accepted == 13
    assert rina.sent[0] == "E099-1 long"
    assert len(rina.sent) == 2
    assert rina.sent[1].startswith("12 events ")
    assert set(states(store)) == {DeliveryState.ACCEPTED}


async def test_a_list_that_is_refused_falls_apart_into_short_messages(store: Store) -> None:
    raise_alerts(store, 9, "rina")
    rina, clock = FakePost("rina", [BAD, OK]), Clock()
    await run(store, rina, clock=clock)
    clock.now += MINUTE
    await run(store, rina, clock=clock)
    assert rina.sent[0].startswith("9 events ")
    assert sorted(rina.sent[1:]) == [f"E00{n}-1 short" for n in range(1, 10)]


async def test_a_list_whose_answer_is_lost_is_repeated_one_by_one_and_marked(store: Store) -> None:
    raise_alerts(store, 9, "rina")
    rina, clock = FakePost("rina", [LOST, OK]), Clock()
    await run(store, rina, clock=clock)
    clock.now += 2 * MINUTE
    await run(store, rina, clock=clock)
    assert sorted(rina.sent[1:]) == [f"E00{n}-1 long repeat" for n in range(1, 10)]


async def test_a_message_given_up_goes_to_the_fallback_once(store: Store) -> None:
    raise_alerts(store, 1, "rina")
    rina, desk, clock = FakePost("rina", [BAD], fallback="meja"), FakePost("meja"), Clock()
    for _ in range(4):
        await run(store, rina, desk, clock=clock)
        clock.now += MINUTE
    assert desk.sent == ["E001-1 long"]
    assert states(store) == [DeliveryState.GIVEN_UP]
    assert states(store, "meja") == [DeliveryState.ACCEPTED]


async def test_a_loud_message_that_cannot_get_through_goes_to_the_fallback_as_well(store: Store) -> None:
    raise_alerts(store, 1, "rina", severity=Severity.CRITICAL)
    rina, desk, clock = FakePost("rina", [AGAIN], fallback="meja"), FakePost("meja"), Clock()
    for _ in range(12):
        await run(store, rina, desk, clock=clock)
        clock.now += 2 * MINUTE
    assert desk.sent == ["E001-1 long"]
    assert states(store) == [DeliveryState.RETRYING]


async def test_a_quiet_message_waits_for_its_own_receiver(store: Store) -> None:
    raise_alerts(store, 1, "rina", severity=Severity.LOW)
    rina, desk, clock = FakePost("rina", [AGAIN], fallback="meja"), FakePost("meja"), Clock()
    for _ in range(12):
        await run(store, rina, desk, clock=clock)
        clock.now += 2 * MINUTE
    assert desk.sent == []


async def test_an_escalation_that_was_answered_is_closed_unsent(store: Store) -> None:
    raise_alerts(store, 2, "atasan")
    store.acknowledge(Acknowledgement("E001", "rina", NOON))
    boss = FakePost("atasan", fallback="meja", only_unanswered=True)
    report = await run(store, boss, FakePost("meja"))
    assert boss.sent == ["E002-1 long"]
    assert (report.accepted, report.answered, report.given_up, report.passed_on) == (1, 1, 0, 0)
    closed = next(d for d in store.deliveries(NOON - DAY) if d.alert_id == "E001-1")
    assert (closed.state, closed.reason) == (DeliveryState.GIVEN_UP, "answered")


async def test_a_sweep_sends_no_more_than_its_limit(store: Store) -> None:
    raise_alerts(store, 5, "rina")
    rina = FakePost("rina")
    assert (await run(store, rina, limit=3)).accepted == 3
    assert (await run(store, rina, limit=3)).accepted == 2


async def test_two_sweeps_at_once_send_nothing_twice(store: Store) -> None:
    raise_alerts(store, 6, "rina")
    one, two = FakePost("rina"), FakePost("rina")
    clock = Clock()
    await asyncio.gather(
        sweep(store, [one], "w1", NOON, 100, clock=clock, sleep=no_sleep),
        sweep(store, [two], "w2", NOON, 100, clock=clock, sleep=no_sleep),
    )
    assert sorted(one.sent + two.sent) == [f"E00{n}-1 long" for n in range(1, 7)]


async def test_a_delivery_for_nobody_we_know_is_left_alone(store: Store) -> None:
    raise_alerts(store, 1, "pensiun")
    await run(store, FakePost("rina"))
    assert states(store, "pensiun") == [DeliveryState.PENDING]


async def test_a_bucket_lets_a_burst_pass_and_then_keeps_the_rate() -> None:
    waits: list[float] = []
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        waits.append(round(seconds, 3))
        now += seconds

    bucket = Bucket(2.0, burst=3, clock=lambda: now, sleep=sleep)
    for _ in range(6):
        await bucket.take()
    assert waits == [0.5, 0.5, 0.5]
    assert now == pytest.approx(1.5)


# -- notices


def post(store: Store, receiver: str = "rina", title: str = "Ringkasan", body: str = "isi") -> None:
    assert store.post_notice("digest", "pagi", receiver, Message(title, body), NOON, NOON + 2 * HOUR)


def notice_states(store: Store) -> dict[str, tuple[DeliveryState, str]]:
    return {n.delivery.receiver: (n.delivery.state, n.delivery.reason) for n in store.notices(NOON - DAY)}


async def test_a_notice_goes_out_once_and_after_the_alerts(store: Store) -> None:
    post(store)
    raise_alerts(store, 1, "rina")
    rina = FakePost("rina")
    report = await run(store, rina)
    assert rina.sent == ["E001-1 long", "Ringkasan isi"]
    assert (report.accepted, report.notices, report.sent) == (1, ["rina: digest"], 2)
    await run(store, rina)
    assert len(rina.sent) == 2


async def test_a_notice_is_tried_again_and_its_trouble_is_named(store: Store) -> None:
    post(store)
    rina, clock = FakePost("rina", [AGAIN, OK]), Clock()
    assert (await run(store, rina, clock=clock)).faults == {"rina": "unreachable"}
    clock.now += 10 * MINUTE
    assert (await run(store, rina, clock=clock)).notices == ["rina: digest"]


async def test_a_notice_without_an_answer_goes_out_once_more_and_says_so(store: Store) -> None:
    post(store)
    rina, clock = FakePost("rina", [LOST]), Clock()
    for _ in range(4):
        await run(store, rina, clock=clock)
        clock.now += 5 * MINUTE
    assert rina.sent == ["Ringkasan isi", "ULANGAN · Ringkasan isi"]
    assert notice_states(store)["rina"][0] is DeliveryState.GIVEN_UP


async def test_a_notice_that_is_refused_goes_out_in_its_first_lines(store: Store) -> None:
    post(store, body="\n".join(f"baris {n}" for n in range(40)))
    rina = FakePost("rina", [BAD, OK])
    await run(store, rina)
    await run(store, rina)
    assert rina.sent[1].count("baris") == 12
    assert notice_states(store)["rina"][0] is DeliveryState.ACCEPTED


async def test_a_notice_that_is_given_up_goes_to_the_fallback(store: Store) -> None:
    post(store)
    rina, desk = FakePost("rina", [Outcome(OutcomeKind.GIVE_UP, "unauthorized")], fallback="meja"), FakePost("meja")
    await run(store, rina)
    await run(store, desk)
    assert desk.sent == ["Ringkasan isi"]
    assert notice_states(store)["rina"] == (DeliveryState.GIVEN_UP, "unauthorized")


async def test_a_notice_past_its_time_is_not_sent(store: Store) -> None:
    post(store)
    rina = FakePost("rina")
    await run(store, rina, clock=Clock(NOON + 2 * HOUR))
    assert rina.sent == []


@pytest.mark.parametrize(
    ("service", "in_a_minute"),
    # Telegram: 20 to a group; Discord: 30 to a webhook; ntfy.sh: one in five seconds.
    [("tgram", 20), ("discord", 30), ("ntfy", 12)],
)
async def test_no_service_gets_more_in_a_minute_than_it_bears_however_many_sweeps(
    service: str, in_a_minute: int
) -> None:
    now, sent = 0.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    while now < 300:
        bucket, until = Bucket(BUDGETS[service].per_second, clock=lambda: now, sleep=sleep), now + SWEEP_SECONDS
        while now < until:
            await bucket.take()
            sent.append(now)
    busiest = max(sum(at <= other < at + 60 for other in sent) for at in sent)
    assert in_a_minute / 3 <= busiest <= in_a_minute
