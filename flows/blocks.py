"""The form of a receiver in Prefect's UI, and the variables of the night: made where the automations are made.

One block is one person or room. A list of receivers in one block would hide their addresses behind one password field
or show them all, and Prefect keeps a secret that an operator did not touch only where it is a field of its own.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum

from prefect import get_client
from prefect.blocks.core import Block
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import VariableCreate
from pydantic import Field, SecretStr

from flows.app.orders import PREFIX, Orders
from rules import Severity

RECEIVER = "pantau-receiver"
OF_SECRETS = "secret"  # the slug of Prefect's own block
CLOCK = "A time of day such as 22.00, in the receiver's zone."


class Shape(StrEnum):
    """The form of a receiver's messages."""

    CHANNEL = "channel"  # whatever the channel is made for
    LONG = "long"
    PUSH = "push"
    SMS = "sms"


class Language(StrEnum):
    """The language of a receiver's messages."""

    INDONESIAN = "id"
    ENGLISH = "en"


class PantauReceiver(Block):
    """One person or room that pantau tells. The name of the block is the receiver's id: small letters, digits, dashes.

    Every run reads it when it begins. What cannot be used is refused with its reason in the run `health`, and the
    receivers that were good before stay in force.
    """

    _block_type_name = "pantau receiver"
    _block_type_slug = RECEIVER
    _description = (
        "One person or room that pantau tells. The block's name is the receiver's id. The next run takes up what is "
        "saved here; what cannot be used is refused, with the reason in the run health, and the last good receivers "
        "stay in force. Try it with the deployment test-channel."
    )

    address: SecretStr = Field(
        title="Address", description="Where messages go, an apprise URL such as tgram://TOKEN/CHAT. Never shown again."
    )
    shown_as: str = Field(default="", title="Shown as", description="The name that people know.")
    enabled: bool = Field(
        default=True, title="Enabled", description="Off: what comes meanwhile is not sent here, nor later."
    )
    tags: list[str] = Field(
        default=["*"], title="Tags", description="Which alerts: senjata, pasukan, perjanjian; operator; * for all."
    )
    min_severity: Severity = Field(default=Severity.LOW, title="Least severity", description="Less is never sent here.")
    quiet_from: str = Field(default="", title="Quiet from", description=f"{CLOCK} Critical news rings all the same.")
    quiet_until: str = Field(default="", title="Quiet until", description=CLOCK)
    zone: str = Field(default="Asia/Jakarta", title="Zone", description="Asia/Jakarta, Asia/Makassar, Asia/Jayapura.")
    digests: list[str] = Field(default=[], title="Shift digests", description="Times of day, such as 07.00.")
    language: Language = Field(default=Language.INDONESIAN, title="Language", description="Of all messages.")
    form: Shape = Field(
        default=Shape.CHANNEL, title="Form", description="channel: what the channel is made for; or long, push, sms."
    )
    private: bool = Field(default=False, title="Private", description="On: only that there is something, not what.")
    fallback: str = Field(default="", title="Fallback", description="Id of who is told when this channel fails.")
    unanswered: str = Field(
        default="", title="Only if unanswered for", description="Such as 15m or 2h; empty: told at once."
    )
    corroboration: bool = Field(
        default=False, title="Corroborations too", description="Told when a second independent source says the same."
    )


async def hang_up_forms() -> None:
    """Makes the block's form and the variables that are not there yet; what operators have set stays."""
    await PantauReceiver.aregister_type_and_schema()
    async with get_client() as client:
        for name in Orders.model_fields:
            await _make_variable(client, name)


async def _make_variable(client: PrefectClient, name: str) -> None:
    if await client.read_variable_by_name(PREFIX + name) is None:
        default = Orders().model_dump(mode="json")[name]
        tags = ["pantau", Orders.model_fields[name].title or name]  # a variable has no other place for a hint
        await client.create_variable(VariableCreate(name=PREFIX + name, value=default, tags=tags))


def main() -> None:
    """`python -m flows.blocks`: for a work pool; `pantau up` and `python -m flows.automations` do it by themselves."""
    asyncio.run(hang_up_forms())


if __name__ == "__main__":
    main()
