"""All publishers, found by looking into this folder: a new file is a new publisher."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from extractors.base import Publisher
from extractors.plain import words

# The room's own machinery; every other module here is a publisher.
MACHINERY = words(
    "addresses around article assemble base blocks bounds credits cues dateline dates decoding drawn facts fallback "
    "join labels language lists locate marks moments names page pieces plain readers registry selectors standfirst "
    "titles walls wire writers"
)


def _load() -> Mapping[str, Publisher]:
    for name in sorted(module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])):
        if not name.startswith("_") and name not in MACHINERY:
            importlib.import_module(f"extractors.{name}")
    return MappingProxyType(dict(sorted(Publisher.registry.items())))


PUBLISHERS: Mapping[str, Publisher] = _load()
