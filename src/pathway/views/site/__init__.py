"""A library as pages to read: one for each pathway and therapy, and an index of them all.

`site/exercised` reads what the specs exercised, `site/pathway_page` and `site/library_pages` say
what stands on each page. The pages need no script and load nothing from anywhere, so they can be
read from a folder and printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from pathway.program import CompiledProgram
from pathway.views.document.html import html
from pathway.views.site.exercised import Exercised
from pathway.views.site.library_pages import (
    INDEX,
    index_page,
    pathway_file,
    therapies,
    therapy_file,
    therapy_page,
)
from pathway.views.site.pathway_page import pathway_page


def page(program: CompiledProgram, exercised: Exercised | None = None) -> str:
    """One pathway as a page that stands alone."""
    return html(pathway_page(program, exercised or Exercised()))


def pages(
    title: str,
    programs: Mapping[str, CompiledProgram],
    exercised: Exercised | None = None,
    scenarios: Mapping[str, int] | None = None,
) -> Mapping[str, str]:
    """All pages of a library by the names of their files; `scenarios` counts those of its specs."""
    known = exercised or Exercised()
    found = {INDEX: html(index_page(title, programs, known, scenarios or {}))}
    for id_, program in programs.items():
        found[pathway_file(id_)] = html(pathway_page(program, known, INDEX))
    for id_ in therapies(programs):
        found[therapy_file(id_)] = html(therapy_page(id_, programs))
    return found
