"""Messages: what an officer reads, on every channel, whatever a text tries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.alerts import Budget, Form, alert_of, compose, decide
from flows.alerts.budget import BUDGETS, UNKNOWN, Unit, budget_for
from flows.alerts.event import Alert, Change, Event, Sighting, State
from flows.alerts.gsm7 import septets, to_gsm7
from flows.alerts.hostile import clean, defuse, safe_url
from flows.alerts.message import ComposeError
from flows.alerts.quoting import shorten
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Severity, Stage

NOW = datetime(2022, 9, 6, 2, 2, tzinfo=UTC)
QUOTE = "Menurut intelijen AS, Moskow sudah membeli roket dan peluru artileri dari Pyongyang dalam jumlah besar."


class FakeNames:
    """A lexicon of a few words; unknown codes come back as they are."""

    ACTORS: ClassVar = {"KP": ("Korea Utara", "Korut"), "RU": ("Rusia", "Rusia"), "US": ("Amerika Serikat", "AS")}
    WEAPONS: ClassVar = {
        "artillery-shell": "peluru artileri",
        "rocket": "roket",
        "weapons": "senjata",
        "drone": "drone",
    }

    def actor(self, code: str, language: str = "id") -> str:
        return self.ACTORS.get(code, (code,))[0]

    def short_actor(self, code: str, language: str = "id") -> str:
        return self.ACTORS.get(code, (code, code))[-1]

    def weapon(self, weapon_class: str, language: str = "id") -> str:
        return self.WEAPONS.get(weapon_class, weapon_class)

    def treaty(self, slug: str, language: str = "id") -> str:
        return {"defence-pact": "pakta pertahanan"}.get(slug, slug)

    def outlet(self, slug: str) -> str:
        return {"nyt": "New York Times"}.get(slug, slug)


NAMES = FakeNames()


def mention(**changes: object) -> Mention:
    base = Mention(
        rule="weapons-transfer",
        revision=3,
        type=MentionType.WEAPONS_TRANSFER,
        stage=Stage.DELIVERED,
        certainty=Certainty.ALLEGED,
        detail=CertaintyDetail.CLAIM,
        severity=Severity.HIGH,
        suppliers=("KP",),
        recipients=("RU",),
        weapons=("artillery-shell", "rocket"),
        quantity=Quantity("jutaan"),
        claimants=("US",),
        claimant_words="intelijen AS",
        evidence=(Evidence("text", 0, 1, QUOTE),),
        route=("senjata",),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def sighting(**changes: object) -> Sighting:
    base = Sighting(
        article_id="a1",
        outlet="idntimes",
        outlet_name="IDN Times",
        url="https://www.idntimes.example/news/1",
        title="Rusia beli roket",
        at=NOW,
        seen_at=NOW,
        origin="nyt",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def alert(said: Mention | None = None, seen: Sighting | None = None, event: Event | None = None) -> Alert:
    decision = decide(
        said or mention(), seen or sighting(), () if event is None else (event,), now=NOW, new_id=lambda s: "K7Q2"
    )
    return alert_of(decision, NOW)


def told(channel: str = "log", an_alert: Alert | None = None, **options: object) -> tuple[str, str]:
    message = compose(an_alert or alert(), NAMES, budget=BUDGETS[channel], **options)  # type: ignore[arg-type]
    return message.title, message.body


def test_the_long_form_says_severity_state_and_id_then_who_whom_what() -> None:
    title, body = told()
    assert title == "TINGGI · BARU · K7Q2-1"
    assert body.splitlines() == [
        "AS: Korea Utara memasok peluru artileri dan roket ke Rusia",
        "",
        "Pemasok: Korea Utara → Penerima: Rusia",
        "Senjata: peluru artileri dan roket (jutaan)",
        "Tahap: dikirim",
        "Kepastian: KLAIM – intelijen AS",
        "Dukungan: 1 media, 1 sumber asal (New York Times)",
        "",
        f"“{QUOTE}”",
        "– IDN Times, Sel 6 Sep 2022 09.02 WIB",
        "https://www.idntimes.example/news/1",
        "",
        "Kenapa: weapons-transfer r3 · ack: pantau ack K7Q2",
    ]


def test_mail_has_the_news_in_its_subject_and_one_link_on_its_page() -> None:
    message = compose(alert(mention(place="<b>http://evil.example</b>")), NAMES, budget=BUDGETS["mailto"])
    assert message.title == "TINGGI BARU: AS: Korut pasok peluru artileri dan roket ke Rusia [K7Q2-1]"
    assert message.html is not None
    assert re.findall(r'href="([^"]*)"', message.html) == ["https://www.idntimes.example/news/1"]
    assert "<b>" not in message.html
    assert compose(alert(), NAMES, budget=BUDGETS["log"]).html is None


def test_push_puts_the_news_into_the_title_and_the_proof_into_two_lines() -> None:
    title, body = told("ntfy")
    assert title == "TINGGI BARU: AS: Korut pasok peluru artileri dll. ke Rusia"
    assert len(title) <= 60
    assert "KLAIM" in body
    assert "K7Q2-1" in body
    assert body.endswith("https://www.idntimes.example/news/1")


def test_sms_is_one_cheap_segment_without_a_link() -> None:
    title, body = told("vonage")
    assert title == ""
    assert septets(body) <= 160
    assert "http" not in body
    for word in ("TINGGI BARU", "Korut", "Rusia", "KLAIM", "K7Q2-1", "6/9"):
        assert word in body


def test_a_private_receiver_learns_only_that_there_is_something() -> None:
    title, body = told("ntfy", form=Form.PRIVATE)
    assert (title, body) == ("TINGGI K7Q2-1", "1 peringatan TINGGI K7Q2-1. Buka pantau untuk isinya.")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stage": Stage.SOUGHT}, "AS: Rusia meminta peluru artileri dan roket dari Korea Utara"),
        ({"stage": Stage.PLANNED}, "AS: Korea Utara berencana memasok peluru artileri dan roket ke Rusia"),
        ({"stage": Stage.REFUSED, "claimants": ()}, "Korea Utara menolak memasok peluru artileri dan roket ke Rusia"),
        ({"suppliers": ()}, "AS: Rusia menerima peluru artileri dan roket (pemasok tidak disebut)"),
        ({"recipients": ()}, "AS: Korea Utara memasok peluru artileri dan roket (penerima tidak disebut)"),
        ({"weapons": ()}, "AS: Korea Utara memasok jutaan senjata ke Rusia"),
        ({"detail": CertaintyDetail.SUSPICION}, "Diduga Korea Utara memasok peluru artileri dan roket ke Rusia"),
        (
            {"detail": CertaintyDetail.MEDIA, "certainty": Certainty.ASSERTED},
            "Korea Utara memasok peluru artileri dan roket ke Rusia",
        ),
        (
            {"certainty": Certainty.DENIED, "detail": CertaintyDetail.DENIED, "deniers": ("KP",)},
            "Korea Utara membantah memasok peluru artileri dan roket ke Rusia",
        ),
        (
            {"certainty": Certainty.DENIED, "detail": CertaintyDetail.DENIED, "deniers": ("RU",)},
            "Rusia membantah menerima peluru artileri dan roket dari Korea Utara",
        ),
        (
            {"certainty": Certainty.DENIED, "detail": CertaintyDetail.DENIED, "claimants": ()},
            "Pihak yang tidak disebut membantah pasokan peluru artileri dan roket dari Korea Utara ke Rusia",
        ),
        (
            {"suppliers": (), "recipients": (), "parties": ("KP",), "stage": Stage.SIGNED, "claimants": ()},
            "Korea Utara: peluru artileri dan roket diteken (pemasok dan penerima tidak disebut)",
        ),
        ({"type": MentionType.TROOP_DEPLOYMENT, "weapons": ()}, "AS: Korea Utara mengirim pasukan ke Rusia"),
    ],
)
def test_headline_follows_stage_and_is_honest_about_unknown_roles(changes: dict[str, object], expected: str) -> None:
    assert told(an_alert=alert(mention(**changes)))[1].splitlines()[0] == expected


@pytest.mark.parametrize("kind", [k for k in MentionType if k is not MentionType.TOPIC])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_type_and_stage_has_a_sentence_in_both_languages(kind: MentionType, stage: Stage, language: str) -> None:
    parties = ("KP", "RU") if kind is MentionType.TREATY else ()
    an_alert = alert(mention(type=kind, stage=stage, parties=parties, treaty_class="defence-pact"))
    _, body = told(an_alert=an_alert, language=language)
    first = body.splitlines()[0]
    assert "{" not in first
    assert len(first) > 15


def test_an_update_says_first_what_changed_and_since_when() -> None:
    old = decide(
        mention(type=MentionType.TREATY, stage=Stage.SIGNED, parties=("KP", "RU"), treaty_class="defence-pact",
                suppliers=(), recipients=(), weapons=(), when=date(2022, 8, 30)),
        sighting(), (), now=NOW, new_id=lambda s: "P3MX",
    ).event  # fmt: skip
    later = sighting(at=NOW + timedelta(days=20), article_id="a2", outlet="tribun")
    new = mention(type=MentionType.TREATY, stage=Stage.IN_FORCE, parties=("KP", "RU"), treaty_class="defence-pact",
                  suppliers=(), recipients=(), weapons=(), detail=CertaintyDetail.ADMITTED, claimants=("KP",),
                  claimant_words="KCNA")  # fmt: skip
    assert old is not None
    decision = decide(new, later, (old,), now=NOW + timedelta(days=20), new_id=lambda s: "X")
    an_alert = alert_of(decision, NOW, ("P3MX-1", NOW))
    title, body = told(an_alert=an_alert)
    lines = body.splitlines()
    assert title == "TINGGI · PERKEMBANGAN · P3MX-2"
    assert lines[0] == "Pakta pertahanan Korea Utara dan Rusia BERLAKU"
    assert lines[2] == "Berubah: tahap diteken (30 Agu 2022) → berlaku; kepastian KLAIM → DIAKUI"
    assert "Dukungan: 1 media, 1 sumber asal (New York Times) (seluruh peristiwa: 2 media, 1 sumber asal" in body
    assert "Alarm sebelumnya: P3MX-1 (berita Sel 6 Sep 2022 09.02 WIB)" in body


def test_a_repeat_and_a_delay_say_so_and_a_test_is_marked() -> None:
    _, body = told(repeat=True, delayed=timedelta(minutes=43))
    assert body.splitlines()[0] == "ULANGAN (mungkin sudah diterima) · Tertunda 43 mnt"
    assert told("vonage", repeat=True)[1].startswith("ULANGAN TINGGI BARU")
    assert told(an_alert=replace(alert(), test=True))[0].startswith("UJI – ")
    assert "Tertunda" not in told(delayed=timedelta(minutes=2))[1]


def test_an_undated_article_shows_when_it_was_read() -> None:
    assert (
        "dibaca Sel 6 Sep 2022 09.02 WIB (tanggal artikel tidak disebut)"
        in told(an_alert=alert(seen=sighting(dated=False)))[1]
    )


def test_local_time_is_the_readers() -> None:
    assert "11.02 WIT" in told(zone="Asia/Jayapura")[1]
    assert "Tue 6 Sep 2022 09:02 WIB" in told(language="en")[1]


def test_a_withdrawal_says_why() -> None:
    an_alert = alert()
    gone = replace(an_alert, state=State.WITHDRAWN, decision=replace(an_alert.decision, reason="gone"))
    title, body = told(an_alert=gone)
    assert "DICABUT" in title
    assert "Artikel sumber hilang" in body


def test_a_denial_shows_the_claim_it_meets() -> None:
    event = decide(mention(), sighting(), (), now=NOW, new_id=lambda s: "K7Q2").event
    denial = mention(certainty=Certainty.DENIED, detail=CertaintyDetail.DENIED, deniers=("KP",))
    _, body = told(an_alert=alert(denial, sighting(article_id="a2", outlet="antara", origin="antara"), event))
    assert "Kepastian: DIBANTAH (sebelumnya: KLAIM)" in body
    assert "Klaim didukung: 1 media" in body


# -- quotes


@pytest.mark.parametrize(
    ("quote", "cue"),
    [
        ("Pejabat itu berkata panjang lebar tentang hal lain dan mereka belum yakin kiriman sudah tiba", "belum"),
        ("Setelah rapat yang lama di ibu kota, juru bicara negara itu membantah bahwa rudal telah dijual", "membantah"),
        ("Kapal itu tiba pada Senin malam di pelabuhan timur dengan muatan yang diduga berisi peluru", "diduga"),
        ("Kiriman itu berangkat lewat jalur kereta pada akhir pekan, kata sumber, tetapi tidak benar", "tidak"),
    ],
)  # fmt: skip
def test_a_shortened_quote_keeps_its_negation_or_is_not_shown(quote: str, cue: str) -> None:
    for room in range(len(quote) + 2):
        short = shorten(quote, lambda text, room=room: len(text) <= room)
        assert not short or cue in short, (room, short)
        assert len(short) <= room or not short
        for word in short.replace("…", " ").split():
            assert word in quote.split()
    assert shorten(quote, lambda text: True) == quote


# A few words with and without cues, in any order.
_WORDS = st.sampled_from(
    ["Rusia", "tidak", "belum", "membantah", "diduga", "mengirim", "rudal", "ke", "Iran", "kata", "akan", "jika"]
)


@given(st.lists(_WORDS, min_size=1, max_size=40), st.integers(0, 300))
def test_no_cue_is_ever_lost_from_a_quote(words: list[str], room: int) -> None:
    cues = {"tidak", "belum", "membantah", "diduga", "akan", "jika"}
    short = shorten(" ".join(words), lambda text: len(text) <= room)
    if short:
        assert [w for w in short.split() if w in cues] == [w for w in words if w in cues]
        assert len(short) <= room


# -- budgets


def _sized(unit: Unit, body: int, form: Form = Form.LONG) -> Budget:
    return Budget("test", body, 0, unit, form, joined=True)


@pytest.mark.parametrize("unit", [u for u in Unit if u is not Unit.SEPTETS])
def test_at_one_below_at_and_one_above_every_limit_the_message_fits(unit: Unit) -> None:
    an_alert = alert()
    whole = _sized(unit, 100_000)
    full = compose(an_alert, NAMES, budget=whole)
    need = whole.cost(full.title) + whole.cost(full.body) + 16
    for room in (need - 1, need, need + 1):
        budget = _sized(unit, room)
        message = compose(an_alert, NAMES, budget=budget)
        assert budget.fits(message.title, message.body)
        assert (message.body == full.body) == (room >= need)


_HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("@<>&\"'*_~`|[]()\\{}%$#\r\n\x00\u200b\u202e\u2066\u0301\ufeff\U0001f4a3.:/-"),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    hostile=_HOSTILE,
    channel=st.sampled_from([*sorted(BUDGETS), "unknown"]),
    repeat=st.booleans(),
    language=st.sampled_from(["id", "en"]),
)
def test_whatever_a_text_holds_the_message_fits_and_keeps_its_mandatory_parts(
    hostile: str, channel: str, repeat: bool, language: str
) -> None:
    said = mention(
        claimant_words=hostile,
        place=hostile,
        quantity=Quantity(hostile),
        suppliers=("KP",),
        evidence=(Evidence("text", 0, 1, hostile * 30),),
        systems=(hostile,),
    )
    an_alert = alert(said, sighting(title=hostile, outlet_name=hostile, url=f"https://x.example/{hostile}"))
    budget = BUDGETS.get(channel, UNKNOWN)
    message = compose(an_alert, NAMES, budget=budget, repeat=repeat, language=language)
    everything = f"{message.title}\n{message.body}"
    assert budget.fits(message.title, message.body)
    assert message.body.strip()
    assert "K7Q2-1" in everything
    assert ("TINGGI" if language == "id" else "HIGH") in everything
    assert ("KLAIM" if language == "id" else "CLAIM") in everything
    assert "Rusia" in everything or "RU" in everything
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]", everything)
    assert "\n" not in message.title
    if budget.defuse:
        assert not re.search(r"@(?!\u200b)", everything.replace("https://x.example", ""))
        assert "<" not in everything


@given(_HOSTILE)
def test_defused_text_holds_no_markup_mention_or_link(text: str) -> None:
    shown = defuse(text)
    assert not set(shown) & set("*_~`|[]<>\\\r\n\x00")
    assert not re.search(r"@(?!\u200b)", shown)
    assert not re.search(r"https?://", shown, re.IGNORECASE)
    assert not re.search(r"[^\W_]\.[^\W\d_]{2}", shown)


@given(_HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\n" not in once


def test_private_addresses_are_masked() -> None:
    shown = clean("Hubungi budi.s@mail.example.co.id atau +62 812-3456-7890, 0812 3456 7890; 3.000 peluru pada 2024")
    assert "budi" not in shown
    assert "3456" not in shown
    assert "3.000 peluru pada 2024" in shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://user:pw@host.example/",
        "https://host.example/\r\nBcc: x",
        "https://",
        "http://[::1",
        "https://host.example/" + "a" * 500,
    ],
)
def test_an_address_that_nobody_should_open_is_left_out(url: str) -> None:
    assert safe_url(url) == ""
    assert "://" not in told(an_alert=alert(seen=sighting(url=url)))[1]


def test_an_address_is_shown_as_plain_ascii() -> None:
    assert safe_url("https://Contoh.example/a<b>?q=@x&r=1#f") == "https://contoh.example/a%3Cb%3E?q=%40x&r=1"
    assert safe_url("https://аррӏе.example/") == "https://xn--80ak6aa92e.example/"


@given(st.text(max_size=200))
def test_gsm7_folding_leaves_only_cheap_signs(text: str) -> None:
    folded = to_gsm7(text)
    assert septets(folded) == len(folded)


@given(_HOSTILE)
def test_the_short_form_on_a_chat_channel_is_as_inert_as_the_long_one(hostile: str) -> None:
    said = mention(claimant_words=f"@everyone <@1> **x** evil.example {hostile}", severity=Severity.LOW)
    an_alert = alert(said, sighting(outlet_name=f"@here {hostile}"))
    for channel in ("discord", "tgram", "slack"):
        message = compose(an_alert, NAMES, budget=BUDGETS[channel], form=Form.SMS)
        text = f"{message.title}{message.body}"
        assert not set(text) & set("@<*_`|[]")
        assert "evil.example" not in text


def test_a_budget_too_small_to_be_of_use_is_a_clear_error() -> None:
    with pytest.raises(ComposeError, match="K7Q2-1"):
        compose(alert(), NAMES, budget=_sized(Unit.CHARACTERS, 20))


def test_every_sms_in_a_grid_of_alerts_is_one_segment() -> None:
    for stage in Stage:
        for detail in CertaintyDetail:
            weapons = ("artillery-shell", "rocket", "ballistic-missile", "air-defence", "armoured-vehicle")
            said = mention(stage=stage, detail=detail, suppliers=("KP", "CN", "BY", "IR"), weapons=weapons)
            an_alert = alert(said)
            _, body = told("twilio", an_alert=an_alert)
            assert septets(body) <= 160


def test_a_changed_party_is_named() -> None:
    an_alert = alert()
    changed = replace(an_alert, state=State.UPDATE,
                      decision=replace(an_alert.decision, changed=(Change("party", "KP", "US"),)))  # fmt: skip
    assert "Berubah: pihak + Amerika Serikat" in told(an_alert=changed)[1]


# -- the budget table against the installed apprise


_ADDRESSES = {
    "tgram": "tgram://123456789:abcdefg_hijklmnop-12345678901234567/1234",
    "discord": "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
    "slack": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/",
    "mmost": "mmost://localhost/tttttttttttttttttttttttt",
    "rocket": "rocket://u:p@localhost/#c",
    "gchat": "gchat://ws/key/tok",
    "workflows": "workflows://host.example:443/alur/signature",
    "matrix": "matrix://u:p@localhost/#r",
    "line": "line://token/Uabc",
    "signal": "signal://localhost/6281234567890/6281234567891",
    "whatsapp": "whatsapp://tok@123456/6281234567890",
    "ntfy": "ntfy://localhost/t",
    "pover": "pover://uuuuuuuuuuuuuuuuuuuuuuuuuuuuuu@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "gotify": "gotify://localhost/tttttttttttttttt",
    "fcm": "fcm://key/dev",
    "mailto": "mailto://u:p@localhost?from=a@example.org&to=d@example.org",
    "json": "json://localhost",
    "form": "form://localhost",
    "xml": "xml://localhost",
    "syslog": "syslog://",
    "vonage": "vonage://abcdefgh:abcdefghijklmnop@6281234567890/6281234567891",
    "bulksms": "bulksms://u:p@6281234567890",
    "msgbird": "msgbird://aaaaaaaaaaaaaaaaaaaaaaaaa/6281234567890/6281234567890",
    "twilio": "twilio://AC" + "a" * 32 + ":" + "b" * 32 + "@6281234567890/6281234567891",
    "sns": "sns://AKIAabcdefgh/secret/us-east-1/+6281234567890",
}


@pytest.mark.parametrize("channel", sorted(set(BUDGETS) - {"log"}))
def test_our_budget_stays_below_what_the_installed_apprise_allows(channel: str) -> None:
    import apprise

    plugin = apprise.Apprise.instantiate(_ADDRESSES[channel], suppress_exceptions=False)
    budget = budget_for(_ADDRESSES[channel])
    assert plugin is not None
    assert budget.channel == channel
    assert budget.body <= plugin.body_maxlen
    if budget.limit:
        assert budget.limit <= plugin.body_maxlen  # 2.x raised some
    assert (budget.title == 0) == (plugin.title_maxlen == 0) or channel in ("discord", "syslog")
    assert budget.title <= max(plugin.title_maxlen, 0) or channel == "discord"


def test_web_addresses_and_secure_schemes_find_their_service_and_strangers_get_little() -> None:
    assert budget_for("https://discord.com/api/webhooks/1/x").channel == "discord"
    assert budget_for("ntfys://host/topic").channel == "ntfy"
    assert budget_for("mailtos://u:p@host").channel == "mailto"
    assert budget_for("nexmo://x").channel == "vonage"
    assert budget_for("strange://x") is UNKNOWN
