"""The codes of topics stand in a file for ever: none is taken away or given another meaning."""

import os
import re
from pathlib import Path

from pathway.engine import Library
from pathway.service.topics import topics_of

FILE = Path(__file__).parents[2] / "docs/topics.md"
_ROW = re.compile(r"^\| `([^`]+)` \| (.+) \| (.*) \|$", re.MULTILINE)
HEAD = """# Topics of cards

What a card of the service is about: `source.topic`, under the system `urn:pathway-cds:topic`.
A code stays the same for ever, so that cards can be counted by it; one that is no longer used
stays here and is marked so. `make golden` writes what is new.

| Code | About | |
|---|---|---|
"""


def test_every_topic_stands_in_the_file(library: Library) -> None:
    known = {code: (display, note) for code, display, note in _ROW.findall(FILE.read_text())}
    made = {one.code: one.display for one in topics_of(library)}
    rows = {code: (display, "") for code, display in made.items()}
    rows |= {code: (known[code][0], "not used any more") for code in known if code not in made}
    text = HEAD + "".join(
        f"| `{code}` | {rows[code][0]} | {rows[code][1]} |\n" for code in sorted(rows)
    )
    if os.environ.get("PATHWAY_UPDATE_GOLDEN"):
        FILE.write_text(text)
    assert FILE.read_text() == text, "make golden"
