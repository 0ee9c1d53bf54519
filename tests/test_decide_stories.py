"""Stories told by several articles over days: every message that an officer should get, and no other.

A line is one article: `day.hour outlet: what it says => what is decided`. What it says are mentions joined by ` & `:
`KP>RU shells delivered official`, then options: `when=9` (day of the story), `qty=8000`, `place=X`, `again`, `deny=KP`,
`by=US` (claims it), `sev=critical`, `back` (background), `of=reuters` (credits), `copy` (near-duplicate). What is
decided, per mention: `!reason` alerts, `.reason` is silent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from flows.alerts import decide_article
from flows.alerts.event import Decision, Event, Sighting
from rules import Certainty, CertaintyDetail, Evidence, Mention, MentionType, Quantity, Severity, Stage

START = datetime(2024, 9, 1, 0, 0, tzinfo=UTC)

WEAPONS = {
    "shells": "artillery-shell", "missiles": "missile", "ballistic": "ballistic-missile", "drones": "drone",
    "arms": "weapons", "jets": "fighter-jet", "bombs": "bomb", "tanks": "tank", "defence": "air-defence",
    "rockets": "rocket",
}  # fmt: skip
DETAILS = {
    "official": (Certainty.ALLEGED, CertaintyDetail.OFFICIAL_CLAIM),
    "claim": (Certainty.ALLEGED, CertaintyDetail.CLAIM),
    "media": (Certainty.ASSERTED, CertaintyDetail.MEDIA),
    "hearsay": (Certainty.ALLEGED, CertaintyDetail.HEARSAY),
    "suspected": (Certainty.ALLEGED, CertaintyDetail.SUSPICION),
    "admitted": (Certainty.ASSERTED, CertaintyDetail.ADMITTED),
    "denied": (Certainty.DENIED, CertaintyDetail.DENIED),
}
TYPES = {
    "use": MentionType.WEAPONS_USE,
    "production": MentionType.PRODUCTION,
    "help": MentionType.TECH_SUPPORT,
    "troops": MentionType.TROOP_DEPLOYMENT,
}

STORIES: dict[str, str] = {
    "wire copies in five outlets are one message": """
        1.08 antara: KP>RU shells delivered official => !new
        1.09 kompas: KP>RU shells delivered official of=antara copy => .copy
        1.09 detik: KP>RU shells delivered official of=antara copy => .copy
        1.11 tribun: KP>RU shells delivered official of=antara => .repeat
        2.07 okezone: KP>RU shells delivered official of=antara => .repeat
    """,
    "paraphrases with other verbs and fewer roles are one message": """
        1.08 antara: KP>RU shells,rockets agreed official => !new
        1.10 kompas: KP>RU shells delivered official => .corroborated
        1.12 detik: ?>RU arms agreed claim => .corroborated
        1.15 tempo: KP>? rockets agreed claim => .corroborated
        2.08 cnn: KP>RU arms agreed media => .corroborated
    """,
    "an escalation over weeks is one message a step": """
        1.08 antara: IR>RU ballistic negotiating claim => !new
        5.08 kompas: IR>RU ballistic planned claim => !stage
        9.08 antara: IR>RU ballistic signed official => !stage
        9.12 detik: IR>RU ballistic signed official => .corroborated
        15.08 antara: IR>RU ballistic delivered official sev=critical => !stage
        16.08 kompas: IR>RU ballistic delivered official sev=critical => .corroborated
        22.08 antara: IR>RU ballistic used official => !stage
    """,
    "claim, denial by both sides, repeated denials": """
        1.08 antara: IR>RU drones delivered official => !new
        2.08 kompas: IR>RU drones delivered denied deny=IR => !denied
        2.12 detik: IR>RU drones delivered denied deny=IR => .repeat
        3.08 antara: IR>RU arms delivered denied deny=RU => !denied
        4.08 kompas: IR>RU drones delivered official => .corroborated
        5.08 detik: IR>RU drones delivered denied => .repeat
    """,
    "the accuser who names the goods later, and another in general words, add nothing": """
        1.08 antara: CN>PK arms delivered official by=US => !new
        1.12 kompas: CN>PK missiles delivered official by=US => .corroborated
        1.15 detik: CN>PK arms delivered official by=GB => .corroborated
    """,
    "another accuser who names the goods is no detail of the first one's general words": """
        1.08 antara: CN>PK arms delivered official by=US => !new
        2.08 kompas: CN>PK missiles delivered official by=IN => !weapon
        2.12 detik: CN>PK missiles delivered official by=IN => .corroborated
    """,
    "a party admits what it denied": """
        1.08 antara: IR>RU drones delivered official => !new
        2.08 antara: IR>RU drones delivered denied deny=IR => !denied
        20.08 antara: IR>RU drones delivered admitted => !certainty
        20.12 kompas: IR>RU drones delivered admitted => .corroborated
    """,
    "a denial before any claim, then the claim": """
        1.08 antara: KP>RU arms delivered denied deny=KP => !denied
        1.12 kompas: KP>RU arms delivered denied deny=KP => .repeat
        3.08 antara: KP>RU shells delivered official => !certainty
        3.12 kompas: KP>RU shells delivered official => .corroborated
    """,
    "background recalls of an old purchase stay silent": """
        1.08 antara: KP>RU shells delivered official => !new
        6.08 kompas: KP>RU shells delivered official back => .background
        8.08 detik: KP>RU shells agreed official => .earlier-stage
        10.08 tempo: KP>RU shells sought claim => .earlier-stage
        12.08 cnn: KP>RU shells delivered official when=-60 => .background
    """,
    "a second shipment with its own date and count": """
        1.08 antara: KP>RU shells delivered official when=1 qty=3000 => !new
        1.12 kompas: KP>RU shells delivered official when=1 qty=3000 => .corroborated
        12.08 antara: KP>RU shells delivered official when=11 qty=9000 => !further-date
        12.12 kompas: KP>RU shells delivered official when=11 qty=9000 => .corroborated
        13.08 detik: KP>RU shells delivered official => .corroborated
        14.08 detik: KP>RU shells delivered official when=1 => .corroborated
        15.08 tempo: KP>RU shells delivered official when=1 qty=3000 => .corroborated
    """,
    "a further shipment told only by the word again": """
        1.08 antara: US>IL bombs delivered admitted => !new
        9.08 antara: US>IL bombs delivered admitted again => !further-again
        9.10 kompas: US>IL bombs delivered admitted again => .corroborated
        10.10 detik: US>IL bombs delivered admitted => .corroborated
    """,
    "after a delivery a new contract is signed": """
        1.08 antara: RU>IN defence delivered admitted when=1 => !new
        12.08 antara: RU>IN defence signed admitted when=11 => !further-date
        12.12 kompas: RU>IN defence signed admitted when=11 => .corroborated
        20.08 antara: RU>IN defence delivered admitted when=20 => !stage
    """,
    "two weapons on one day": """
        1.08 antara: IR>RU drones delivered official => !new
        1.14 kompas: IR>RU ballistic delivered official sev=critical => !weapon
        2.08 detik: IR>RU drones,ballistic delivered official => .corroborated
        6.08 antara: IR>RU drones delivered denied deny=IR => !denied
    """,
    "a new weapon class under negotiation is delivered later": """
        1.08 antara: US>UA tanks delivered admitted => !new
        3.08 antara: US>UA jets negotiating official => !weapon
        13.08 antara: US>UA jets delivered admitted when=13 => !stage
        14.08 kompas: US>UA jets delivered admitted => .corroborated
    """,
    "a treaty from talks to force": """
        1.08 antara: KP+RU defence-pact negotiating official => !new
        4.08 antara: KP+RU defence-pact agreed official => !stage
        6.08 antara: KP+RU defence-pact signed admitted => !stage
        6.12 kompas: KP+RU defence-pact signed media => .corroborated
        16.08 antara: KP+RU defence-pact ratified official => !stage
        24.08 antara: KP+RU defence-pact in-force official => !stage
        25.08 detik: KP+RU defence-pact signed media back => .background
        25.12 detik: KP+RU defence-pact in-force media => .corroborated
        26.08 tempo: KP+RU defence-pact signed media => .earlier-stage
    """,
    "two treaties of one pair and two members of one alliance": """
        1.08 antara: JP+PH visiting-forces signed admitted => !new
        2.08 antara: JP+PH defence-cooperation signed admitted => !new
        3.08 antara: FI+nato alliance-accession signed admitted => !new
        4.08 antara: SE+nato alliance-accession signed admitted => !new
        5.08 kompas: SE+nato alliance-accession signed media => .corroborated
    """,
    "a roundup with one new development among known ones": """
        1.08 antara: KP>RU shells delivered official => !new
        2.08 antara: IR>RU drones delivered official => !new
        4.08 kompas: KP>RU shells delivered official & DE>UA tanks planned official => .corroborated !new
        4.12 tempo: IR>RU drones delivered official & DE>UA tanks planned official => .corroborated .corroborated
    """,
    "claim and denial in one article are one message": """
        1.08 antara: KP>RU missiles delivered denied deny=KP & KP>RU missiles delivered official => .same-article !new
        1.12 kompas: KP>RU missiles delivered denied deny=KP => .repeat
    """,
    "suspended, recalled, resumed, suspended again": """
        1.08 antara: US>IL bombs delivered admitted => !new
        5.08 antara: US>IL bombs suspended admitted => !stage
        6.08 kompas: US>IL bombs suspended official => .corroborated
        6.12 kompas: US>IL bombs delivered media => .corroborated
        10.08 antara: US>IL bombs delivered admitted again => !resumed
        11.08 detik: US>IL bombs suspended media => .earlier-stage
        20.08 antara: US>IL bombs suspended admitted when=20 => !stage
    """,
    "refused, asked again, then agreed": """
        1.08 antara: DE>UA missiles refused admitted => !new
        3.08 kompas: DE>UA missiles sought official => .earlier-stage
        9.08 antara: DE>UA missiles agreed admitted => !resumed
    """,
    "a rumour, an unnamed source, then an official": """
        1.08 antara: KP>RU ballistic delivered hearsay => !new
        2.08 kompas: KP>RU ballistic delivered suspected => .corroborated
        3.08 antara: KP>RU ballistic delivered official => !certainty
        4.08 antara: KP>RU ballistic delivered media => .repeat
    """,
    "articles that arrive out of order": """
        5.08 antara: IR>RU drones delivered official => !new
        3.08 kompas: IR>RU drones negotiating claim => .earlier-stage
        4.08 detik: IR>RU drones agreed claim => .earlier-stage
        6.08 tempo: IR>RU drones delivered official => .corroborated
    """,
    "the supplier becomes known days later": """
        1.08 antara: ?>RU shells delivered claim => !new
        1.12 kompas: ?>RU shells delivered claim => .corroborated
        5.08 antara: KP>RU shells delivered official => !party
    """,
    "a second supplier joins": """
        1.08 antara: US>UA tanks agreed admitted => !new
        3.08 antara: US,DE>UA tanks agreed admitted => !party
        3.12 kompas: DE>UA tanks agreed admitted => .corroborated
    """,
    "reversed roles are another development": """
        1.08 antara: KP>RU shells delivered official => !new
        3.08 antara: RU>KP defence delivered official => !new
        4.08 kompas: RU>KP defence delivered official => .corroborated
    """,
    "delivery, use, and daily reports of use": """
        1.08 antara: IR>RU drones delivered official => !new
        5.08 antara: use IR>RU drones used media => !stage
        6.08 antara: use IR>RU drones used media => .repeat
        7.08 kompas: use IR>RU drones used media => .corroborated
        9.08 antara: IR>RU drones delivered official again => !further-again
    """,
    "use without a known delivery does not hide the delivery": """
        1.08 antara: use IR>RU drones used media => !new
        2.08 antara: use IR>RU drones used media => .repeat
        4.08 antara: IR>RU drones delivered official => !new
    """,
    "troops, and troops again in other words": """
        1.08 antara: troops KP>RU - planned claim => !new
        8.08 antara: troops KP>RU - delivered official => !stage
        8.12 kompas: troops KP>RU - delivered official => .corroborated
        9.08 antara: troops KP>RU - delivered denied deny=KP => !denied
    """,
    "the same pair after two quiet months is new": """
        1.08 antara: KP>RU shells delivered official => !new
        70.08 antara: KP>RU shells delivered official => !new
    """,
    "a joint plant in another place is another one": """
        1.08 antara: production TR>UA drones agreed admitted place=Kyiv => !new
        2.08 kompas: production TR>UA drones agreed admitted place=Kyiv => .corroborated
        6.08 antara: production TR>UA drones agreed admitted place=Lviv => !further-place
    """,
    "clearly other counts of one shipment are told once": """
        1.08 antara: US>PL tanks agreed admitted qty=31 => !new
        1.10 kompas: US>PL tanks agreed admitted qty=30 => .corroborated
        1.12 detik: US>PL tanks agreed admitted qty=116 => !quantity
    """,
}


@dataclass
class Newsroom:
    """Reads lines, keeps events, and writes down what was decided."""

    events: dict[str, Event] = field(default_factory=dict)
    ids: int = 0

    def new_id(self, seed: str) -> str:
        self.ids += 1
        return f"E{self.ids}"

    def read(self, line: str) -> tuple[Decision, ...]:
        when, rest = line.strip().split(" ", 1)
        outlet, says = rest.split(": ", 1)
        day, hour = when.split(".")
        at = START + timedelta(days=int(day) - 1, hours=int(hour))
        said = [mention_of(part) for part in says.split(" & ")]
        options = says.split()
        origin = next((o[3:] for o in options if o.startswith("of=")), outlet)
        sighting = Sighting(
            article_id=f"{outlet}-{when}",
            outlet=outlet,
            outlet_name=outlet,
            url="https://x.example",
            title="",
            at=at,
            seen_at=at,
            origin=origin,
            copy_of="first" if "copy" in options else None,
        )
        decisions = decide_article(said, sighting, tuple(self.events.values()), now=at, new_id=self.new_id)
        for decision in decisions:
            if decision.event:
                self.events[decision.event.id] = decision.event
        return decisions


def mention_of(text: str) -> Mention:
    words = text.split()
    kind = TYPES[words.pop(0)] if words[0] in TYPES else MentionType.WEAPONS_TRANSFER
    who, what, stage, detail, *options = words if "+" not in words[0] else [words[0], "-", *words[2:]]
    is_treaty = "+" in who
    supplier, _, recipient = who.partition(">")
    named = dict(o.split("=", 1) for o in options if "=" in o)
    certainty, how = DETAILS[detail]
    sentence = "Kiriman itu dikirim lagi" if "again" in options else "Kiriman itu dikirim"
    return Mention(
        rule="pakta" if is_treaty else "kiriman",
        revision=1,
        type=MentionType.TREATY if is_treaty else kind,
        stage=Stage(stage),
        certainty=certainty,
        detail=how,
        severity=Severity(named.get("sev", "high")),
        background="back" in options,
        suppliers=() if is_treaty or supplier == "?" else tuple(sorted(supplier.split(","))),
        recipients=() if is_treaty or recipient == "?" else tuple(sorted(recipient.split(","))),
        parties=tuple(sorted(who.split("+"))) if is_treaty else (),
        weapons=() if what == "-" else tuple(sorted(WEAPONS[w] for w in what.split(","))),
        treaty_class=text.split()[1] if is_treaty else None,
        quantity=Quantity(f"{named['qty']} unit", float(named["qty"])) if "qty" in named else None,
        when=(START + timedelta(days=int(named["when"]) - 1)).date() if "when" in named else None,
        place=named.get("place"),
        deniers=(named["deny"],) if "deny" in named else (),
        claimants=(named["by"],) if "by" in named else (),
        alert=True,
        reason="new",
        evidence=tuple(Evidence(field, 0, 1, sentence) for field in ("title", "text")),
    )


@pytest.mark.parametrize("name", list(STORIES))
def test_story(name: str) -> None:
    room = Newsroom()
    for line in filter(None, map(str.strip, STORIES[name].splitlines())):
        says, expected = line.split(" => ")
        got = " ".join(f"{'!' if d.alert else '.'}{d.reason}" for d in room.read(says))
        assert got == expected, f"{says}: {got}"


def test_there_are_enough_stories_and_telling_them_twice_decides_the_same() -> None:
    assert len(STORIES) >= 20
    for story in STORIES.values():
        lines = [line.split(" => ")[0] for line in filter(None, map(str.strip, story.splitlines()))]
        one, other = Newsroom(), Newsroom()
        assert [one.read(line) for line in lines] == [other.read(line) for line in lines]


def test_the_same_article_read_again_raises_nothing() -> None:
    for story in STORIES.values():
        room = Newsroom()
        for line in filter(None, map(str.strip, story.splitlines())):
            says = line.split(" => ")[0]
            room.read(says)
            assert not any(d.alert for d in room.read(says)), says
