"""Treaties in English."""

from __future__ import annotations

from flows.alerts.wording_pact import PactWords, Sentence
from rules import Stage

PACT_EN = PactWords(
    plain={
        Stage.SOUGHT: Sentence("{P} seek|seeks: {T}", "{P} seek|seeks {T}"),
        Stage.NEGOTIATING: Sentence("{P} negotiate|negotiates: {T}", "{P} negotiate|negotiates {T}"),
        Stage.PLANNED: Sentence("{P} plan|plans to sign: {T}", "{P} to sign {T}"),
        Stage.AGREED: Sentence("{P} agree|agrees: {T}", "{P} agree|agrees {T}"),
        Stage.SIGNED: Sentence("{P} sign|signs: {T}", "{P} sign|signs {T}"),
        Stage.RATIFIED: Sentence("{P} ratify: {T}", "{P} ratify {T}"),
        Stage.IN_FORCE: Sentence("{T} {P}: IN FORCE", "{T} {P} IN FORCE"),
        Stage.SUSPENDED: Sentence("{P} suspend|suspends: {T}", "{P} suspend|suspends {T}"),
        Stage.WITHDRAWN: Sentence("{P} leave|leaves: {T}", "{P} leave|leaves {T}"),
        Stage.REFUSED: Sentence("{P} refuse|refuses: {T}", "{P} refuse|refuses {T}"),
    },
    joint={
        Stage.RATIFIED: Sentence("{T} of {P} ratified", "{T} {P} ratified"),
        Stage.SUSPENDED: Sentence("{T} of {P} suspended", "{T} {P} suspended"),
        Stage.REFUSED: Sentence("{T} of {P} refused", "{T} {P} refused"),
    },
    named={
        Stage.PLANNED: Sentence("{P} plan|plans: {T}", "{P} plan|plans {T}"),
    },
    joining=(
        Sentence("{N} want|wants to join {T}", "{N} to join {T}"),
        Sentence("{N} join|joins {T}", "{N} join|joins {T}"),
    ),
    left={
        "announced": Sentence("{P} plan|plans to leave {T}", "{P} to leave {T}"),
        "approved": Sentence("{P} approve|approves leaving {T}", "{P} approve|approves exit from {T}"),
        "effective": Sentence("{P} have|has formally left {T}", "{P} formally leave|leaves {T}"),
    },
    left_joint={
        "": Sentence("{T} of {P} ended", "{T} {P} ended"),
        "announced": Sentence("{T} of {P} to be ended", "{T} {P} to be ended"),
        "approved": Sentence("Ending {T} of {P} approved", "End of {T} {P} approved"),
        "effective": Sentence("{T} of {P} formally over", "{T} {P} formally over"),
    },
    left_by={
        "": Sentence("{L} leaves {T} with {O}", "{L} leaves {T} with {O}"),
        "announced": Sentence("{L} plans to leave {T} with {O}", "{L} to leave {T} with {O}"),
        "approved": Sentence("{L} approves leaving {T} with {O}", "{L} approves leaving {T} with {O}"),
        "effective": Sentence("{L} has formally left {T} with {O}", "{L} formally leaves {T} with {O}"),
    },
    suspended_by=Sentence("{L} suspends {T} with {O}", "{L} suspends {T} with {O}"),
    alliance={
        Stage.SOUGHT: Sentence("{P} seek|seeks membership of {A}", "{P} seek|seeks {A} membership"),
        Stage.NEGOTIATING: Sentence("{P} negotiate|negotiates membership of {A}", "{P} in {A} membership talks"),
        Stage.PLANNED: Sentence("{P} want|wants to join {A}", "{P} to join {A}"),
        Stage.IN_FORCE: Sentence("{P} have|has FORMALLY joined {A}", "{P} FORMALLY join|joins {A}"),
        Stage.SUSPENDED: Sentence("Membership of {P} in {A} suspended", "{P} membership of {A} suspended"),
        Stage.REFUSED: Sentence("Membership of {P} in {A} refused", "{P} membership of {A} refused"),
    },
    alliance_left={
        "": Sentence("{P} leave|leaves {A}", "{P} leave|leaves {A}"),
        "announced": Sentence("{P} plan|plans to leave {A}", "{P} to leave {A}"),
        "approved": Sentence("{P} approve|approves leaving {A}", "{P} approve|approves leaving {A}"),
        "effective": Sentence("{P} have|has formally left {A}", "{P} formally leave|leaves {A}"),
    },
    alliance_given_up=Sentence("{P} give|gives up joining {A}", "{P} give|gives up joining {A}"),
    alliance_joint={
        Stage.SUSPENDED: Sentence("{A} membership suspended: {P}", "{A} membership suspended: {P}"),
        Stage.WITHDRAWN: Sentence("{A} membership given up: {P}", "{A} membership given up: {P}"),
    },
    alliance_many=Sentence("Accession to {A} {G}: {P}", "Accession to {A} {G}: {P}"),
    denial=Sentence("{D} deny|denies: {T} {P}", "{D} deny|denies {T} {P}"),
    some_alliance="a military alliance",
    unnamed="defence treaty",
)
