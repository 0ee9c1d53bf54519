"""`python -m extractors FILE --url URL`: what the extractors make of a saved page, as one JSON line."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from extractors import extract
from extractors.wire import article_to_json


def main() -> int:
    """Print the article; 2 when the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m extractors", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--url", default="")
    arguments = parser.parse_args()
    try:
        body = arguments.file.read_bytes()
    except OSError as error:
        print(f"{arguments.file}: cannot be read: {error.strerror}", file=sys.stderr)
        return 2
    print(json.dumps(article_to_json(extract(body, arguments.url)), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
