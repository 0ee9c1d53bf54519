"""A rules folder for tests: a part of the shipped lexicon, which loads faster, and one topic without rules."""

import shutil
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "rules"
PARTS = (
    "actors_everywhere*", "actors_states_asia*", "actors_states_europe*", "actors_states_middle*", "actors_states_am*",
    "weapons.yaml", "treaties.yaml", "frames*", "cues*",
)  # fmt: skip
SYSTEM = "systems: [{name: KN-23, class: ballistic-missile, origin: [KP]}]\n"


def make_rule_folder(root: Path) -> Path:
    """The folder, with the lexicon in it and `topic/` empty."""
    (root / "lexicon").mkdir(parents=True)
    for pattern in PARTS:
        for path in (SHIPPED / "lexicon").glob(pattern):
            shutil.copy(path, root / "lexicon")
    (root / "lexicon" / "outlets.yaml").write_text("outlets: []\n", encoding="utf-8")
    (root / "lexicon" / "weapons_systems.yaml").write_text(SYSTEM, encoding="utf-8")
    (root / "topic").mkdir()
    return root
