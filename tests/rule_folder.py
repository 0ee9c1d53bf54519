"""A rules folder for tests: a part of the shipped lexicon, which loads faster, and one topic without rules."""

import shutil
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "rules"
PARTS = (
    "actors_everywhere*", "actors_states_asia*", "actors_states_europe*", "actors_states_middle*", "actors_states_am*",
    "weapons.yaml", "treaties.yaml", "frames*", "cues*",
)  # fmt: skip
REST = """\
actors:
  - {id: un, kind: organisation, name: PBB, name_en: United Nations}
  - {id: iaea, kind: organisation, name: IAEA, name_en: IAEA}
  - {id: icrc, kind: organisation, name: ICRC, name_en: Red Cross}
  - {id: amnesty, kind: organisation, name: Amnesty International, name_en: Amnesty International}
  - {id: nato, kind: organisation, name: NATO, name_en: NATO}
  - {id: csto, kind: organisation, name: CSTO, name_en: CSTO}
  - {id: SD, kind: state, name: Sudan, name_en: Sudan}
  - {id: houthi, kind: armed-group, name: Houthi, name_en: Houthis, of: YE}
  - {id: hezbollah, kind: armed-group, name: Hizbullah, name_en: Hezbollah, of: LB}
  - {id: hamas, kind: armed-group, name: Hamas, name_en: Hamas, of: PS}
  - {id: palestinian-islamic-jihad, kind: armed-group, name: Jihad Islam, name_en: Islamic Jihad, of: PS}
"""  # those that frames and cues name
SYSTEM = "systems: [{name: KN-23, class: ballistic-missile, origin: [KP]}]\n"


def make_rule_folder(root: Path) -> Path:
    """The folder, with the lexicon in it and `topic/` empty."""
    (root / "lexicon").mkdir(parents=True)
    for pattern in PARTS:
        for path in (SHIPPED / "lexicon").glob(pattern):
            shutil.copy(path, root / "lexicon")
    (root / "lexicon" / "outlets.yaml").write_text("outlets: []\n", encoding="utf-8")
    (root / "lexicon" / "weapons_systems.yaml").write_text(SYSTEM, encoding="utf-8")
    (root / "lexicon" / "actors_rest.yaml").write_text(REST, encoding="utf-8")
    (root / "topic").mkdir()
    return root
