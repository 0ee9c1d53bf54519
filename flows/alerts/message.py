"""An alert as one officer reads it: composed to the budget of the channel, never cut by it.

What must be there is there in every form: severity, state, who and what, certainty, id. The rest is added in the order
of its worth while it fits; the quote is what shrinks. Everything from outside has gone through `hostile`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flows.alerts.budget import BUDGETS, Budget, Form, Unit
from flows.alerts.event import Alert, Message
from flows.alerts.gsm7 import to_gsm7
from flows.alerts.hostile import safe_url
from flows.alerts.long_form import long_form
from flows.alerts.occasion import Occasion
from flows.alerts.page import message_page
from flows.alerts.roles import Names, roles_of
from flows.alerts.short_forms import private_form, push_form, sms_form
from flows.alerts.wording import Words
from flows.alerts.wording_en import EN
from flows.alerts.wording_id import ID
from rules import Severity


class ComposeError(Exception):
    """Not even the mandatory parts fit: which channel; its budget in `budget.py` is too small to be of use."""


def words_of(language: str) -> Words:
    """The words of `id` or `en`."""
    return EN if language == "en" else ID


def compose(
    alert: Alert,
    names: Names,
    *,
    budget: Budget = BUDGETS["log"],
    form: Form | None = None,
    language: str = "id",
    zone: str = "Asia/Jakarta",
    delayed: timedelta | None = None,
    repeat: bool = False,
    silent: bool = False,
) -> Message:
    """The message, inside the budget; `form` defaults to the channel's own.

    `delayed` is how long the alert has waited, said when it is five minutes or more. `repeat` marks a resend after an
    unknown outcome. Raises ComposeError when the budget cannot hold the mandatory parts.
    """
    occasion = Occasion(alert, names, words_of(language), language, zone, delayed, repeat, roles_of(alert), budget)
    title, body = _FORMS[form or budget.form](occasion)
    if budget.unit is Unit.SEPTETS:
        title, body = to_gsm7(title), to_gsm7(body)
    page = None
    if budget.channel == "mailto":
        page = message_page(title, body, safe_url(alert.decision.sighting.url), occasion.words.code)
    if not budget.fits(title, body):
        raise ComposeError(f"message: {budget.channel}: {alert.id} does not fit {budget.body} {budget.unit.value}")
    return Message(title, body, urgent=alert.severity is Severity.CRITICAL, silent=silent, html=page)


_FORMS: dict[Form, Callable[[Occasion], tuple[str, str]]] = {
    Form.LONG: long_form,
    Form.PUSH: push_form,
    Form.SMS: sms_form,
    Form.PRIVATE: private_form,
}
