"""Writes the generated files of the shipped rules: both JSON Schemas and revisions.json. Run it before a release."""

import sys

from rules.authoring.check import readable_rules
from rules.authoring.revisions import write_revisions
from rules.authoring.schema import HERE, write_schemas

for written in (*write_schemas(HERE), write_revisions(HERE, [rule for _, rule in readable_rules(HERE)])):
    sys.stdout.write(f"{written}\n")
