"""Decisions, one axis at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from flows.alerts import alert_of, corroboration_of, decide, decide_article
from flows.alerts.counts import count_of
from flows.alerts.event import Change, Decision, Event, Sighting, Silence, SilenceScope, State
from flows.alerts.signs import Sign, says
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, RuleStatus, Severity, Stage

DAY = timedelta(days=1)
START = datetime(2024, 9, 2, 3, 0, tzinfo=UTC)


def mention(**changes: object) -> Mention:
    """North Korea delivers shells to Russia, claimed by US officials, unless told otherwise."""
    base = Mention(
        rule="weapons-transfer",
        revision=1,
        type=MentionType.WEAPONS_TRANSFER,
        stage=Stage.DELIVERED,
        certainty=Certainty.ALLEGED,
        detail=CertaintyDetail.OFFICIAL_CLAIM,
        severity=Severity.HIGH,
        suppliers=("KP",),
        recipients=("RU",),
        weapons=("artillery-shell",),
        alert=True,
        reason="new",
        route=("senjata",),
        evidence=tuple(Evidence(field, 0, 10, "Korut memasok peluru artileri ke Rusia") for field in ("title", "text")),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def treaty(stage: Stage, **changes: object) -> Mention:
    base: dict[str, object] = {
        "type": MentionType.TREATY,
        "rule": "defence-pact",
        "certainty": Certainty.ASSERTED,
        "detail": CertaintyDetail.MEDIA,
        "suppliers": (),
        "recipients": (),
        "weapons": (),
        "parties": ("KP", "RU"),
        "treaty_class": "defence-pact",
    }
    return mention(stage=stage, **{**base, **changes})


def seen(
    at: datetime = START, outlet: str = "antara", article: str = "", origin: str = "", **changes: object
) -> Sighting:
    return Sighting(
        article_id=article or f"{outlet}-{at:%m%d%H}",
        outlet=outlet,
        outlet_name=outlet.title(),
        url=f"https://{outlet}.example/1",
        title="",
        at=at,
        seen_at=at,
        origin=origin or outlet,
        **changes,  # type: ignore[arg-type]
    )


class Watch:
    """An empty store that remembers events between decisions."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.numbers = 0

    def new_id(self, seed: str) -> str:
        self.numbers += 1
        return f"E{self.numbers}"

    def tell(self, told: Mention, sighting: Sighting | None = None, **options: object) -> Decision:
        sighting = sighting or seen()
        options.setdefault("now", sighting.at)
        decision = decide(told, sighting, tuple(self.events.values()), new_id=self.new_id, **options)  # type: ignore[arg-type]
        if decision.event:
            self.events[decision.event.id] = decision.event
        return decision


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_first_mention_opens_an_event_and_alerts(watch: Watch) -> None:
    decision = watch.tell(mention())
    assert (decision.state, decision.reason, decision.alert) == (State.NEW, "new", True)
    assert decision.event is not None
    assert decision.event.alerts == 1
    assert decision.event.steps[0].weapons == ("artillery-shell",)


def test_the_same_again_is_silent(watch: Watch) -> None:
    watch.tell(mention())
    decision = watch.tell(mention(), seen(START + DAY))
    assert (decision.state, decision.reason, decision.alert) == (State.NONE, "repeat", False)


def test_a_second_origin_corroborates_silently_and_is_counted(watch: Watch) -> None:
    watch.tell(mention())
    decision = watch.tell(mention(), seen(START + DAY, "kompas"))
    assert (decision.state, decision.alert) == (State.CORROBORATED, False)
    assert decision.event is not None
    assert decision.event.origins == ("antara", "kompas")
    assert decision.event.steps[0].origins == ("antara", "kompas")


def test_a_corroboration_has_an_id_beside_the_alert_that_it_strengthens(watch: Watch) -> None:
    watch.tell(mention())
    alert = corroboration_of(watch.tell(mention(), seen(START + DAY, "kompas")), START)
    assert (alert.id, alert.number, alert.state) == ("E1-1.2", 1, State.CORROBORATED)
    with pytest.raises(ValueError, match="corroborates nothing"):
        corroboration_of(watch.tell(mention(), seen(START + DAY, "kompas")), START)


def test_a_wire_copy_is_no_second_origin(watch: Watch) -> None:
    watch.tell(mention())
    decision = watch.tell(mention(), seen(START, "kompas", origin="antara", copy_of="antara-090203"))
    assert (decision.state, decision.reason) == (State.NONE, "copy")
    assert decision.event is not None
    assert (decision.event.outlets, decision.event.origins) == (("antara", "kompas"), ("antara",))


def test_a_higher_stage_alerts_and_names_both_stages(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.NEGOTIATING))
    decision = watch.tell(mention(), seen(START + 5 * DAY))
    assert (decision.state, decision.reason, decision.alert) == (State.UPDATE, "stage", True)
    assert decision.changed == (Change("stage", "negotiating", "delivered"),)


def test_a_lower_stage_recalled_later_is_silent(watch: Watch) -> None:
    watch.tell(mention())
    decision = watch.tell(mention(stage=Stage.AGREED), seen(START + 3 * DAY, "kompas"))
    assert (decision.reason, decision.alert) == ("earlier-stage", False)
    assert decision.event is not None
    assert decision.event.stage is Stage.DELIVERED


def test_buying_and_supplying_told_on_one_day_from_one_claim_is_one_message(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.AGREED))
    decision = watch.tell(mention(), seen(START + timedelta(hours=3), "kompas"))
    assert (decision.state, decision.reason, decision.alert) == (State.CORROBORATED, "corroborated", False)
    later = watch.tell(mention(), seen(START + 4 * DAY, "kompas"))
    assert (later.reason, later.alert) == ("stage", True)


def test_an_unspecific_weapon_joins_the_specific_one(watch: Watch) -> None:
    watch.tell(mention(weapons=("weapons",)))
    decision = watch.tell(mention(), seen(START, "kompas"))
    assert not decision.alert
    assert decision.event is not None
    assert decision.event.weapons == ("artillery-shell",)


def test_a_finer_class_of_the_same_line_is_the_same_weapon(watch: Watch) -> None:
    watch.tell(mention(weapons=("missile",)))
    assert not watch.tell(mention(weapons=("ballistic-missile",)), seen(START, "kompas")).alert


def test_a_new_weapon_class_alerts_and_keeps_its_own_stage(watch: Watch) -> None:
    watch.tell(mention())
    added = watch.tell(mention(weapons=("drone",), stage=Stage.NEGOTIATING), seen(START + DAY))
    assert (added.reason, added.changed) == ("weapon", (Change("weapon", "artillery-shell", "drone"),))
    delivered = watch.tell(mention(weapons=("drone",)), seen(START + 9 * DAY))
    assert (delivered.reason, delivered.alert) == ("stage", True)
    assert not watch.tell(mention(weapons=("drone",)), seen(START + 10 * DAY)).alert


def test_a_list_that_holds_one_new_class_gives_that_class_a_step_of_its_own(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.AGREED))
    watch.tell(mention(stage=Stage.AGREED, weapons=("artillery-shell", "drone")), seen(START + DAY))
    delivered = watch.tell(mention(weapons=("drone",)), seen(START + 5 * DAY))
    assert (delivered.reason, delivered.alert) == ("stage", True)


def test_a_text_without_supplier_joins_on_the_same_day(watch: Watch) -> None:
    watch.tell(mention(suppliers=()))
    decision = watch.tell(mention(), seen(START + timedelta(hours=2), "kompas"))
    assert not decision.alert
    assert decision.event is not None
    assert decision.event.suppliers == ("KP",)


def test_a_supplier_known_only_days_later_is_news(watch: Watch) -> None:
    watch.tell(mention(suppliers=()))
    decision = watch.tell(mention(), seen(START + 3 * DAY, "kompas"))
    assert (decision.reason, decision.changed[0].after) == ("party", "KP")


def test_reversed_roles_are_another_event(watch: Watch) -> None:
    watch.tell(mention())
    decision = watch.tell(mention(suppliers=("RU",), recipients=("KP",)))
    assert decision.state is State.NEW


def test_a_text_that_shares_no_known_actor_is_another_event(watch: Watch) -> None:
    watch.tell(mention(recipients=()))
    assert watch.tell(mention(suppliers=(), weapons=("weapons",))).state is State.NEW


def test_texts_that_do_not_say_who_gives_and_who_takes_meet_by_an_actor(watch: Watch) -> None:
    unsaid = mention(suppliers=(), recipients=(), parties=("ID",), stage=Stage.SIGNED)
    watch.tell(unsaid)
    assert not watch.tell(unsaid, seen(START + DAY, "kompas")).alert
    assert watch.tell(replace(unsaid, parties=("MY",)), seen(START + DAY, "kompas")).state is State.NEW
    assert not watch.tell(mention(suppliers=("ID",), recipients=(), stage=Stage.SIGNED), seen(START, "detik")).alert


def test_a_denial_is_told_once_per_denier(watch: Watch) -> None:
    watch.tell(mention())
    denial = mention(
        certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, severity=Severity.MEDIUM, deniers=("KP",)
    )
    first = watch.tell(denial, seen(START + DAY))
    assert (first.state, first.reason, first.alert) == (State.DENIED, "denied", True)
    assert not watch.tell(denial, seen(START + 2 * DAY, "kompas")).alert
    assert watch.tell(replace(denial, deniers=("RU",)), seen(START + 3 * DAY)).alert
    unnamed = watch.tell(replace(denial, deniers=()), seen(START + 4 * DAY))
    assert not unnamed.alert


def test_a_denial_with_nothing_open_opens_the_event_as_denied_and_a_claim_then_alerts(watch: Watch) -> None:
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",))
    first = watch.tell(denial)
    assert (first.state, first.alert) == (State.DENIED, True)
    claim = watch.tell(mention(), seen(START + DAY))
    assert (claim.state, claim.reason, claim.alert) == (State.UPDATE, "certainty", True)
    assert claim.event is not None
    assert (claim.event.stage, claim.event.certainty) == (Stage.DELIVERED, Certainty.ALLEGED)


def test_a_denial_of_other_weapons_does_not_make_them_known(watch: Watch) -> None:
    watch.tell(mention())
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",), weapons=("drone",))
    watch.tell(denial, seen(START + DAY))
    assert watch.tell(mention(weapons=("drone",)), seen(START + 2 * DAY)).reason == "weapon"


def test_an_admission_alerts_a_dropped_attribution_does_not(watch: Watch) -> None:
    watch.tell(mention())
    bare = mention(certainty=Certainty.ASSERTED, detail=CertaintyDetail.MEDIA)
    assert not watch.tell(bare, seen(START, "kompas")).alert
    admitted = watch.tell(mention(certainty=Certainty.ASSERTED, detail=CertaintyDetail.ADMITTED), seen(START + DAY))
    assert (admitted.reason, admitted.changed) == ("certainty", (Change("certainty", "official-claim", "admitted"),))


def test_hearsay_backed_by_an_official_alerts_but_not_as_the_same_story_of_the_day(watch: Watch) -> None:
    watch.tell(mention(detail=CertaintyDetail.HEARSAY, severity=Severity.MEDIUM))
    assert watch.tell(mention(), seen(START + DAY, "kompas")).reason == "certainty"
    other = Watch()
    other.tell(mention(detail=CertaintyDetail.SUSPICION))
    assert not other.tell(mention(), seen(START + timedelta(hours=3), "kompas")).alert


def test_a_party_that_speaks_of_what_nobody_doubted_is_no_news(watch: Watch) -> None:
    watch.tell(mention(certainty=Certainty.ASSERTED, detail=CertaintyDetail.MEDIA))
    spoken = mention(certainty=Certainty.ASSERTED, detail=CertaintyDetail.ADMITTED)
    assert not watch.tell(spoken, seen(START + timedelta(hours=5), "kompas")).alert


def test_one_halt_in_other_words_is_one_message(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.REFUSED))
    assert watch.tell(mention(stage=Stage.SUSPENDED), seen(START + DAY, "kompas")).reason == "corroborated"
    assert watch.tell(mention(stage=Stage.WITHDRAWN), seen(START + 9 * DAY, "kompas")).alert


def test_a_vague_text_joins_an_event_only_while_it_is_fresh(watch: Watch) -> None:
    watch.tell(mention(suppliers=(), weapons=("weapons",)))
    assert watch.tell(mention(suppliers=("CO",), weapons=("weapons",)), seen(START + 16 * DAY)).state is State.NEW
    denial = mention(
        certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",), recipients=(), weapons=("weapons",)
    )
    other = Watch()
    other.tell(mention())
    assert other.tell(denial, seen(START + 12 * DAY)).event == other.events["E1"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("3.000 peluru", 3000),
        ("2,5 juta butir", 2_500_000),
        ("sekitar 40", 40),
        ("jutaan", None),
        ("300 ribu", 300_000),
    ],
)
def test_a_count_is_read_from_its_words(words: str, count: float | None) -> None:
    assert count_of(Quantity(words)) == count


def test_suspension_and_resumption_alert_once_each(watch: Watch) -> None:
    bombs = {"suppliers": ("US",), "recipients": ("IL",), "weapons": ("bomb",)}
    watch.tell(mention(**bombs))
    halt = watch.tell(mention(stage=Stage.SUSPENDED, **bombs), seen(START + 5 * DAY))
    assert (halt.reason, halt.alert) == ("stage", True)
    assert not watch.tell(mention(stage=Stage.SUSPENDED, **bombs), seen(START + 6 * DAY, "kompas")).alert
    assert not watch.tell(mention(**bombs), seen(START + 6 * DAY, "kompas")).alert
    words = (Evidence("text", 0, 1, "AS melanjutkan pengiriman bom ke Israel"),)
    again = watch.tell(mention(evidence=words, **bombs), seen(START + 9 * DAY))
    assert (again.reason, again.alert) == ("resumed", True)
    assert not watch.tell(mention(evidence=words, **bombs), seen(START + 9 * DAY, "kompas")).alert
    assert not watch.tell(mention(stage=Stage.SUSPENDED, **bombs), seen(START + 10 * DAY, "kompas")).alert


def test_a_later_dated_delivery_is_a_new_event_that_follows_the_first(watch: Watch) -> None:
    watch.tell(mention(when=date(2024, 9, 1), quantity=Quantity("3.000 peluru", 3000)))
    second = watch.tell(
        mention(when=date(2024, 9, 12), quantity=Quantity("8.000 peluru", 8000)), seen(START + 11 * DAY)
    )
    assert (second.state, second.alert) == (State.NEW, True)
    assert second.reason.startswith("further-")
    assert second.event is not None
    assert second.event.follows == "E1"
    third = watch.tell(mention(when=date(2024, 9, 12)), seen(START + 11 * DAY, "kompas"))
    assert (third.event and third.event.id, third.alert) == ("E2", False)


def test_again_in_other_outlets_on_the_same_day_is_the_same_news(watch: Watch) -> None:
    words = (Evidence("text", 0, 1, "Korut kembali mengirim peluru artileri"),)
    watch.tell(mention())
    assert watch.tell(mention(evidence=words), seen(START + 6 * DAY)).state is State.NEW
    assert not watch.tell(mention(evidence=words), seen(START + 6 * DAY + timedelta(hours=4), "kompas")).alert


def test_a_rounded_count_is_silent_a_clearly_other_one_is_told(watch: Watch) -> None:
    watch.tell(mention(quantity=Quantity("3.000 peluru", 3000)))
    assert not watch.tell(mention(quantity=Quantity("3.200 peluru", 3200)), seen(START, "kompas")).alert
    assert not watch.tell(mention(quantity=Quantity("600 kontainer", 600)), seen(START, "detik")).alert
    assert watch.tell(mention(quantity=Quantity("9.000 peluru", 9000)), seen(START, "tempo")).reason == "quantity"


def test_a_treaty_goes_from_talks_to_force_one_message_a_step(watch: Watch) -> None:
    steps = [Stage.NEGOTIATING, Stage.AGREED, Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE]
    told = [watch.tell(treaty(stage), seen(START + n * 3 * DAY)).alert for n, stage in enumerate(steps)]
    assert told == [True] * 5
    assert len(watch.events) == 1
    assert not watch.tell(treaty(Stage.SIGNED), seen(START + 20 * DAY)).alert


def test_treaties_meet_by_subset_of_parties_and_split_by_class(watch: Watch) -> None:
    watch.tell(treaty(Stage.SIGNED))
    assert not watch.tell(treaty(Stage.SIGNED, parties=("RU",)), seen(START, "kompas")).alert
    assert watch.tell(treaty(Stage.SIGNED, treaty_class="visiting-forces")).state is State.NEW
    assert watch.tell(treaty(Stage.SIGNED, parties=("JP", "PH"))).state is State.NEW


def test_two_accessions_to_one_alliance_are_two_events(watch: Watch) -> None:
    nato = {"treaty": "north-atlantic-treaty", "treaty_class": "alliance-accession"}
    watch.tell(treaty(Stage.SIGNED, parties=("FI", "nato"), **nato))
    assert watch.tell(treaty(Stage.SIGNED, parties=("SE", "nato"), **nato)).state is State.NEW


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"background": True}, "background"),
        ({"status": RuleStatus.SHADOW}, "shadow"),
        ({"status": RuleStatus.DRAFT}, "draft"),
        ({"alert": False, "reason": "demand"}, "demand"),
        ({"when": date(2024, 5, 1)}, "background"),
    ],
)
def test_what_is_not_heard_opens_nothing_and_says_why(watch: Watch, changes: dict[str, object], reason: str) -> None:
    decision = watch.tell(mention(**changes))
    assert (decision.state, decision.reason, decision.alert, decision.event) == (State.NONE, reason, False, None)


def silence(scope: SilenceScope, target: str, until: datetime = START + DAY) -> Silence:
    return Silence(1, scope, target, until, "rina", "test", START)


@pytest.mark.parametrize(
    ("scope", "target"),
    [(SilenceScope.PAIR, "KP>RU"), (SilenceScope.PAIR, "*>RU"), (SilenceScope.RULE, "weapons-transfer")],
)
def test_a_mute_holds_back_an_ordinary_alert_and_lets_critical_through(
    watch: Watch, scope: SilenceScope, target: str
) -> None:
    muted = watch.tell(mention(), silences=[silence(scope, target)])
    assert (muted.state, muted.reason, muted.alert) == (State.NEW, "muted", False)
    loud = Watch().tell(mention(severity=Severity.CRITICAL), silences=[silence(scope, target)])
    assert loud.alert


def test_a_mute_has_an_end_and_does_not_hold_back_a_stage_or_a_denial(watch: Watch) -> None:
    assert watch.tell(mention(stage=Stage.AGREED), silences=[silence(SilenceScope.PAIR, "KP>RU", START)]).alert
    quiet = [silence(SilenceScope.EVENT, "E1", START + 30 * DAY)]
    assert watch.tell(mention(), seen(START + 2 * DAY), silences=quiet).alert
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",))
    assert watch.tell(denial, seen(START + 3 * DAY), silences=quiet).alert
    assert watch.tell(mention(weapons=("drone",)), seen(START + 4 * DAY), silences=quiet).reason == "muted"


def test_a_muted_publisher_opens_nothing_so_that_another_one_is_still_news(watch: Watch) -> None:
    quiet = [silence(SilenceScope.PUBLISHER, "antara")]
    assert watch.tell(mention(), silences=quiet).event is None
    assert watch.tell(mention(), seen(START, "kompas"), silences=quiet).alert


def test_a_storm_is_capped_but_for_critical_ones(watch: Watch) -> None:
    capped = watch.tell(mention(), alerts_in_hour=10, storm_cap=10)
    assert (capped.reason, capped.alert) == ("capped", False)
    assert watch.tell(mention(weapons=("drone",), severity=Severity.CRITICAL), alerts_in_hour=99).alert


def test_backfill_builds_state_and_tells_only_fresh_critical_ones(watch: Watch) -> None:
    held = watch.tell(mention(), backfill=True)
    assert (held.state, held.reason, held.alert) == (State.NEW, "backfill", False)
    critical = mention(severity=Severity.CRITICAL, suppliers=("IR",))
    assert watch.tell(critical, backfill=True).alert
    old = watch.tell(replace(critical, suppliers=("BY",)), backfill=True, now=START + 3 * DAY)
    assert not old.alert


def test_an_article_that_is_a_month_old_is_history_not_news(watch: Watch) -> None:
    assert watch.tell(mention(), now=START + 30 * DAY).reason == "old-article"
    assert Watch().tell(mention(), seen(dated=False), now=START + 30 * DAY).alert


def test_outside_the_window_the_same_is_new_again(watch: Watch) -> None:
    watch.tell(mention())
    assert watch.tell(mention(), seen(START + 40 * DAY)).state is State.NEW


def test_a_thread_kept_alive_by_repeats_closes_after_three_windows(watch: Watch) -> None:
    watch.tell(mention())
    states = [watch.tell(mention(), seen(START + n * 20 * DAY)).state for n in range(1, 6)]
    assert states == [State.NONE] * 4 + [State.NEW]


def test_an_older_article_read_late_does_not_resume_what_was_suspended(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.AGREED))
    watch.tell(mention(stage=Stage.SUSPENDED), seen(START + 6 * DAY))
    late = watch.tell(mention(), seen(START + 4 * DAY, "kompas"))
    assert (late.reason, late.alert) == ("out-of-order", False)
    assert late.event is not None
    assert late.event.stage is Stage.SUSPENDED


def test_two_rules_that_read_the_same_development_share_one_event(watch: Watch) -> None:
    watch.tell(mention())
    assert not watch.tell(mention(rule="ballistic-missiles"), seen(START, "kompas")).alert


def test_use_of_delivered_weapons_updates_the_transfer_but_use_alone_does_not_hide_a_delivery(watch: Watch) -> None:
    watch.tell(mention())
    used = watch.tell(mention(type=MentionType.WEAPONS_USE, stage=Stage.USED), seen(START + 5 * DAY))
    assert used.reason == "stage"
    other = Watch()
    other.tell(mention(type=MentionType.WEAPONS_USE, stage=Stage.USED))
    assert other.tell(mention(), seen(START + DAY)).state is State.NEW


def test_claim_and_denial_in_one_article_are_one_message_that_shows_both() -> None:
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",))
    decisions = decide_article([denial, mention()], seen(), (), now=START, new_id=lambda seed: "E1")
    assert [(d.state, d.reason, d.alert) for d in decisions] == [
        (State.DENIED, "same-article", False),
        (State.NEW, "new", True),
    ]
    event = decisions[1].event
    assert event is not None
    assert (event.deniers, event.alerts, event.articles) == (("KP",), 1, 1)
    assert decisions[1].changed == (Change("denied", "", "KP"),)


def test_a_list_of_suppliers_that_have_their_own_events_is_nothing_new(watch: Watch) -> None:
    arms = {"recipients": ("UA",), "weapons": ("missile",)}
    watch.tell(mention(suppliers=("US",), **arms))
    watch.tell(mention(suppliers=("GB",), **arms), seen(START + 3 * DAY))
    both = watch.tell(mention(suppliers=("GB", "US"), **arms), seen(START + 4 * DAY, "kompas"))
    assert not both.alert
    assert {e.suppliers for e in watch.events.values()} == {("GB",), ("US",)}
    assert watch.tell(mention(suppliers=("DE", "US"), **arms), seen(START + 5 * DAY)).reason == "party"


def test_of_two_mirror_readings_of_one_article_the_weaker_one_is_silent() -> None:
    title, body = (Evidence(field, 0, 1, "kontrak rudal") for field in ("title", "text"))
    right = mention(suppliers=("KR",), recipients=("PL",), evidence=(body, body))
    wrong = mention(suppliers=("PL",), recipients=("KR",), evidence=(title,))
    decisions = decide_article([wrong, right], seen(), (), now=START, new_id=lambda seed: f"E{len(seed)}")
    assert [(d.reason, d.alert) for d in decisions] == [("reversed-twin", False), ("new", True)]
    alone = decide_article([wrong], seen(), (), now=START, new_id=lambda seed: "E1")
    assert alone[0].alert
    known = decide_article([replace(right, evidence=())], seen(), (), now=START, new_id=lambda seed: "E1")[0].event
    assert known is not None
    later = decide_article(
        [wrong, replace(right, evidence=())], seen(START + DAY), (known,), now=START + DAY, new_id=lambda seed: "E2"
    )
    assert [d.alert for d in later] == [False, False]


def test_a_headline_adds_nothing_to_what_its_own_text_says_and_counts_alone() -> None:
    head, body = (Evidence(field, 0, 1, "rudal") for field in ("title", "text"))
    planned = mention(stage=Stage.PLANNED, evidence=(body,))
    loud = mention(stage=Stage.DELIVERED, weapons=("fighter-jet",), evidence=(head,))
    decisions = decide_article([loud, planned], seen(), (), now=START, new_id=lambda seed: "E1")
    assert [(d.reason, d.alert) for d in decisions] == [("headline", False), ("new", True)]
    assert decisions[1].event is not None
    assert decisions[1].event.weapons == ("artillery-shell",)
    assert decide_article([loud], seen(), (), now=START, new_id=lambda seed: "E1")[0].alert
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",), evidence=(head,))
    both = decide_article([denial, planned], seen(), (), now=START, new_id=lambda seed: "E1")
    assert both[1].event is not None
    assert both[1].event.deniers == ("KP",)


def test_a_headline_that_its_text_denies_is_told_as_a_denial() -> None:
    head, body = (Evidence(field, 0, 1, "rudal") for field in ("title", "text"))
    bold = mention(certainty=Certainty.ASSERTED, detail=CertaintyDetail.MEDIA, evidence=(head,))
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",), evidence=(body,))
    decisions = decide_article([bold, denial], seen(), (), now=START, new_id=lambda seed: "E1")
    assert [(d.state, d.reason, d.alert) for d in decisions] == [
        (State.NONE, "headline", False),
        (State.DENIED, "denied", True),
    ]
    alleged = replace(bold, certainty=Certainty.ALLEGED, detail=CertaintyDetail.OFFICIAL_CLAIM)
    both = decide_article([alleged, denial], seen(), (), now=START, new_id=lambda seed: "E1")
    assert [d.state for d in both] == [State.NEW, State.DENIED]


def test_alert_of_numbers_the_alert_within_its_event(watch: Watch) -> None:
    watch.tell(mention(stage=Stage.AGREED))
    alert = alert_of(watch.tell(mention(), seen(START + 3 * DAY)), START, ("E1-1", START))
    assert (alert.id, alert.number, alert.previous_id) == ("E1-2", 2, "E1-1")
    with pytest.raises(ValueError, match="does not alert"):
        alert_of(watch.tell(mention(), seen(START + 3 * DAY)), START)


@pytest.mark.parametrize(
    ("words", "again", "resumed"),
    [
        ("Korut kembali mengirim peluru ke Rusia", True, True),
        ("Kiriman itu dikirim lagi", True, True),
        ("AS mengirim 200 rudal lagi ke Ukraina", True, True),
        ("Washington umumkan paket bantuan senjata baru", True, True),
        ("Gelombang kedua tank tiba", True, True),
        ("Polandia membeli 100 tank tambahan", True, True),
        ("AS kirim tambahan rudal", True, True),
        ("AS mencabut larangan penjualan bom", False, True),
        ("AS melanjutkan pasokan bom", False, True),
        ("Korut tidak lagi mengirim peluru", False, False),
        ("Menlu kembali membantah", False, False),
        ("Sanksi tambahan untuk Iran", False, False),
        ("Iran memasok drone dan sekali lagi membantah", False, False),
        ("Rombongan kembali ke Moskow", False, False),
        ("Korut memasok roket ke Rusia", False, False),
    ],
)
def test_the_words_tell_a_further_shipment_from_the_same_one(words: str, again: bool, resumed: bool) -> None:
    told = mention(evidence=(Evidence("text", 0, 1, words),))
    assert (says(told, Sign.AGAIN), says(told, Sign.RESUMED)) == (again, resumed)
