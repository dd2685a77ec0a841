"""A library as pages to read: one for each pathway and therapy, and an index of them all.

`site/exercised` reads what the specs exercised, `site/pathway_page`, `site/therapy_page` and
`site/index_page` say what stands on each page, and `site/draw` makes HTML of it. The pages need
no script and load nothing from anywhere, so they can be read from a folder and printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from pathway.program import CompiledProgram, Therapy
from pathway.views.site.draw import draw
from pathway.views.site.exercised import Exercised
from pathway.views.site.index_page import index_page
from pathway.views.site.pathway_page import pathway_page
from pathway.views.site.therapy_page import therapy_page

INDEX = "index.html"


def page(program: CompiledProgram, exercised: Exercised | None = None) -> str:
    """One pathway as a page that stands alone."""
    return draw("site_pathway.html", pathway_page(program, exercised or Exercised()))


def pages(
    title: str,
    programs: Mapping[str, CompiledProgram],
    exercised: Exercised | None = None,
    scenarios: Mapping[str, int] | None = None,
) -> Mapping[str, str]:
    """All pages of a library by the names of their files; `scenarios` counts those of its specs."""
    known = exercised or Exercised()
    index = index_page(title, programs, known, scenarios or {})
    found = {INDEX: draw("site_index.html", index)}
    for id_, program in programs.items():
        found[pathway_file(id_)] = draw("site_pathway.html", pathway_page(program, known, INDEX))
    for id_ in _therapies(programs):
        found[therapy_file(id_)] = draw("site_therapy.html", therapy_page(id_, programs, INDEX))
    return found


def pathway_file(id_: str) -> str:
    """The file of a pathway's page."""
    return f"pathway-{id_}.html"


def therapy_file(id_: str) -> str:
    """The file of a therapy's page."""
    return f"therapy-{id_}.html"


# -- private -------------------------------------------------------------------------------


def _therapies(programs: Mapping[str, CompiledProgram]) -> Mapping[str, Therapy]:
    """Every therapy that any pathway knows, those that pathways list first."""
    listed = {id_: p.therapies[id_] for p in programs.values() for id_ in p.listed}
    return listed | {id_: t for p in programs.values() for id_, t in p.therapies.items()}
