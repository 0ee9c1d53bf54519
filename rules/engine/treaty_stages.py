"""How far a treaty has come: from the acts that govern its name, innermost first, to one stage.

`menangguhkan pembatalan` is a suspension, `menyetujui pengesahan` a ratification, `menolak keluar dari` nothing at all:
an outer act works upon what the inner ones have made. A state's own threat or plan to stop counts as the stop itself.
"""

from __future__ import annotations

from dataclasses import dataclass

STAGES = {
    "sign": "signed", "approve": "agreed", "ratify": "ratified", "in-force": "in-force", "suspend": "suspended",
    "cancel": "withdrawn", "leave": "withdrawn", "end": "withdrawn", "lapse": "suspended", "violate": "suspended",
    "negotiate": "negotiating", "offer": "negotiating", "propose": "negotiating", "plan": "planned",
    "consider": "planned", "refuse": "refused", "seek": "negotiating", "apply": "planned", "join": "joined",
    "extend": "agreed", "create": "agreed", "question": "planned", "restore": "in-force", "resume": "negotiating",
    "keep": "in-force", "void": "withdrawn", "expel": "suspended", "review": "suspended",
    "forward": "agreed", "finish": "agreed", "upgrade": "agreed",
}  # fmt: skip
"""Stage that an act gives a treaty when told as a fact."""

NEUTRAL = frozenset(
    ("enact", "announce", "announced", "confirm", "complete", "receive", "accuse", "deny", "demand", "threat")
)
BINDING = frozenset(
    ("sign", "ratify", "suspend", "cancel", "leave", "end", "in-force", "restore", "extend", "lapse", "void", "join")
)
STOPS = frozenset(("suspended", "withdrawn"))


@dataclass(slots=True)
class Course:
    """Where the acts lead: a stage, or the reason why they are no development."""

    stage: str = ""
    base: str = ""  # the innermost act
    reject: str = ""
    denied: bool = False


def course_of(acts: list[str], *, legislature: bool, law: bool, alliance: bool, passive: bool = False) -> Course:
    """The course of a treaty under `acts`, innermost first; `neg` stands for a negation, `may` for a mere possibility.

    `legislature`: the subject is a parliament; `law`: a bill or an act of law carries the treaty; `alliance`: joining
    makes a member at once.
    """
    course = Course()
    for act in acts:
        if not course.base:
            _begin(course, act, legislature=legislature, law=law)
        else:
            _go_on(course, act, legislature=legislature, passive=passive, threatened="threat" in acts)
        if course.reject:
            break
    if not course.base and law and any(a in ("enact", "announced") for a in acts):
        course.base, course.stage = "ratify", "ratified"
    if course.stage == "joined":
        course.stage = "in-force" if alliance else "ratified"
    return course


def _begin(course: Course, act: str, *, legislature: bool, law: bool) -> None:
    if act == "demand":
        course.reject = "demand"
    if act not in STAGES:
        return
    course.base, course.stage = act, STAGES[act]
    if law and act in ("sign", "approve", "extend"):
        course.stage = "ratified"
    if act == "approve" and legislature:
        course.stage = "ratified"


def _go_on(course: Course, act: str, *, legislature: bool, passive: bool, threatened: bool) -> None:
    stage = course.stage
    if act == "neg":
        _negate(course)
    elif act == "belum":
        course.reject = "negated"
    elif act == "deny":
        course.denied = True
    elif act == "demand":
        course.reject = "demand"
    elif act == "may" and stage in STOPS and threatened:
        return  # `memperingatkan mungkin akan keluar`
    elif act == "may":
        course.stage = stage if stage in ("negotiating", "planned") else "planned"
    elif stage in STOPS:
        _upon_stop(course, act)
    elif course.base == "forward" and act in ("approve", "enact"):
        return
    elif act == "finish" and stage == "negotiating":
        course.stage = "agreed"
    elif act == "approve" and course.base == "sign" and stage in ("negotiating", "planned"):
        course.stage = "planned"  # `menyetujui usulan penandatanganan`
    elif act in ("approve", "ratify"):
        if act == "ratify" or legislature or course.base == "ratify":
            course.stage = "ratified" if course.base != "negotiate" else stage
        elif course.base not in ("negotiate", "offer", "propose", "plan", "keep", "ratify"):
            course.stage = "agreed"
    elif act in ("plan", "threat", "consider", "review", "seek", "apply"):
        if course.base == "keep":
            return
        if course.base == "finish" and act == "plan" and not passive:
            course.stage = "negotiating"  # `hampir menyelesaikan`
            return
        if course.base == "join":
            course.stage = "negotiating" if act in ("seek", "consider") else "planned"
        elif stage not in ("negotiating",):
            course.stage = "planned" if act != "seek" or course.base in ("sign", "ratify") else "negotiating"
    elif act in ("negotiate", "offer", "propose"):
        if course.base == "extend" and act != "negotiate":
            course.stage = "planned"
        else:
            course.stage = "negotiating"
    elif act in ("suspend", "void", "cancel", "end"):
        if course.base == "sign" and (passive or act in ("suspend", "void")):
            course.stage = "planned"
        elif course.base == "ratify" and act == "suspend":
            course.stage = "suspended"
        else:
            course.stage = "suspended" if act == "suspend" else "withdrawn"
    elif act == "leave":
        course.stage = "withdrawn"
    elif act in ("refuse", "expel"):
        lapses = act == "refuse" and course.base == "extend" and stage == "agreed"
        course.stage = "withdrawn" if lapses else "refused"  # `ogah memperpanjang`
    elif act == "sign" and stage in ("agreed", "planned", "negotiating", "joined"):
        course.stage = "signed"
        course.base = "sign" if course.base == "extend" else course.base
    elif act == "receive" and course.base in ("offer", "propose"):
        course.stage = "agreed"  # `terima tawaran pakta`
    elif act == "in-force":
        course.stage = "in-force"


def _upon_stop(course: Course, act: str) -> None:
    if act == "suspend" and course.base in ("cancel", "leave", "end"):
        course.stage = "suspended"
    elif act in ("refuse",):
        course.reject = "continues"
    elif act in ("cancel", "end", "void", "leave"):
        lifted = act != "leave" or course.base in ("cancel", "suspend")  # `mencabut pembekuan`
        course.stage = "in-force" if lifted else course.stage
    elif act == "negotiate":
        course.stage = "planned"


def _negate(course: Course) -> None:
    if course.stage in STOPS:
        course.reject = "continues"
    elif course.base in ("resume", "restore"):
        course.stage = "suspended"  # `tidak akan dilanjutkan`
    elif course.base in ("plan", "seek", "sign", "ratify", "join", "extend", "approve", "create"):
        course.stage = "refused" if course.base in ("sign", "ratify", "join", "approve") else course.stage
        if course.base in ("plan", "seek", "create", "extend"):
            course.reject = "negated"
    else:
        course.reject = "negated"
