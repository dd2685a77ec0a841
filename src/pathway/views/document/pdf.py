"""A document as PDF: the HTML page as it prints, tagged so that it can be read out.

The page holds all that it needs, and nothing else is fetched, neither from a network nor from a
disk. The same document gives the same bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

from pathway.ground.extras import install_command
from pathway.ground.problems import Problem, UsageError
from pathway.views.document.html import html
from pathway.views.document.model import Document


def pdf(document: Document) -> bytes:
    """The document as PDF on pages of A4; raises UsageError where a part for that is missing."""
    with _installed():
        from weasyprint import CSS, HTML  # late, as it takes a second or two
    page = HTML(string=html(document), url_fetcher=refuse)
    for size in _SIZES if document.large else ():
        letters = CSS(string=f"body.large {{ font-size: {size}pt !important }}")
        sheets = page.render(stylesheets=[letters], pdf_variant=_VARIANT)
        if len(sheets.pages) == 1:
            break
    else:
        sheets = page.render(pdf_variant=_VARIANT)
    made: bytes = sheets.write_pdf(pdf_variant=_VARIANT)
    return made


def refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Fetch nothing: a page is whole as it is."""
    raise ValueError(f"{url} is not fetched")


# -- private -------------------------------------------------------------------------------

#: Can be read out, and names what it has to.
_VARIANT: Final = "pdf/ua-1"
#: The letters of a page for a patient, in points: as large as one sheet allows.
_SIZES: Final = (12, 11.5, 11, 10.5)


@contextmanager
def _installed() -> Iterator[None]:
    """Say what to install where the library cannot be loaded, or what it calls of the system."""
    try:
        yield
    except ModuleNotFoundError:
        message = "a PDF needs an optional part that is not installed"
        raise UsageError([Problem("P506", message, hint=install_command("pdf"))]) from None
    except OSError as error:
        message = "a PDF needs the library Pango of the system, which is not installed"
        raise UsageError([Problem("P506", message, hint=_pango())]) from error


def _pango() -> str:
    if sys.platform == "darwin":
        return "brew install pango"
    as_root = "" if os.geteuid() == 0 else "sudo "
    return f"{as_root}apt-get install {' '.join(PACKAGES)}"


#: Of Debian and Ubuntu: what draws letters, and the letters that the page is laid out for.
PACKAGES: Final = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-liberation",
)
