"""Pictures of a program in every format, whole and with texts that try to break out."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.engine import open_library
from pathway.ground.truth import Truth
from pathway.ground.vocabulary import BOOLEAN
from pathway.language.syntax import Name
from pathway.program import CompiledProgram, Node, Therapy
from pathway.views.pictures import FORMATS, render
from pathway.views.pictures.picture import picture_of
from tests.golden import expect
from tests.graph.programs import RADICULAR, edge, program, small, step, therapy

SVG = "{http://www.w3.org/2000/svg}"
REACHED: dict[str, Truth] = {
    "non_drug": True,
    "nsaid": True,
    "severe": None,
    "injection": None,
    "opinion": None,
    "maintain": False,
}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_pathway(format_: str) -> None:
    expect(f"pictures/pathway.{format_}", render(small(), format_))


@pytest.mark.parametrize("format_", FORMATS)
def test_a_patient_on_it(format_: str) -> None:
    expect(f"pictures/patient.{format_}", render(small(), format_, REACHED))


def test_a_state_is_said_in_words() -> None:
    words = [box.word for box in picture_of(small(), REACHED).boxes]
    assert words == [
        "step, reached",
        "step, reached",
        "decision, not known yet",
        "step, not known yet",
        "refer, not known yet",
        "end, not reached",
    ]


def test_ways_are_said_in_plain_english() -> None:
    ways = {str(arrow) for arrow in picture_of(small()).arrows}
    assert {
        "step up: at least 1 therapy was inadequate",
        "step up: every therapy of this step is closed",
        "if progressive weakness",
        "otherwise",
    } <= ways


HOSTILE = (
    'a"b',
    "<script>alert(1)</script>",
    "&lt; & &amp;",
    "back\\slash \\n \\l",
    "`code` #35; #quot;",
    'x"]; system(1); "',
    "%% comment",
    "]]> --> -->|",
    "\x1b[31mred\u202eder\x00",
    "日本語のとても長い題名がここにあります" * 3,
    "unbroken" * 30,
    "{{curly}} (round) [square] |pipe|",
)


def hostile(text: str) -> CompiledProgram:
    """A pathway that says `text` wherever an author can say something."""
    condition = Name(text, type=BOOLEAN)
    return program(
        (step("a", text, "t"), Node("b", text, "end")),
        (edge("a", "b", "resolved", condition),),
        (therapy("t", text),),
        title=text,
        eligible=condition,
        offered_when={"t": condition},
    )


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_steers_a_terminal(text: str, format_: str) -> None:
    drawn = render(hostile(text), format_)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", drawn)


@pytest.mark.parametrize("text", HOSTILE)
def test_svg_stays_well_formed_and_says_it_all(text: str) -> None:
    root = ET.fromstring(render(hostile(text), "svg"))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == picture_of(hostile(text)).title
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "g", "rect", "path", "polygon", "circle", "text"),
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_dot_keeps_every_text_in_its_quotes(text: str) -> None:
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "Q", render(hostile(text), "dot"))
    assert bare == (
        "digraph Q {\n"
        "  graph [fontname=Q, labelloc=t]\n"
        "  node [fontname=Q, fontsize=11]\n"
        "  edge [fontname=Q, fontsize=9]\n"
        "  label=Q\n"
        "  start_ [shape=circle, label=start]\n"
        "  Q [shape=box, label=Q, style=Q]\n"
        "  Q [shape=doubleoctagon, label=Q]\n"
        "  start_ -> Q [label=Q]\n"
        "  Q -> Q [label=Q]\n"
        "}\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_mermaid_keeps_every_text_in_its_quotes(text: str) -> None:
    drawn = render(hostile(text), "mermaid")
    quoted = re.findall(r'"([^"]*)"', drawn)
    assert not any(re.search(r"[%<>&`\\]", part.replace("<br/>", "")) for part in quoted)
    bare = re.sub(r'"[^"]*"', "Q", re.sub(r"  %% .*", "  %%", drawn))
    assert bare == (
        "flowchart TD\n  %%\n  start((Q))\n  n0(Q)\n  n1([Q])\n  start -->|Q| n0\n  n0 -->|Q| n1\n"
    )


def test_the_tree_has_no_line_without_a_way() -> None:
    """A node without ways out ends its lines; the next one starts afresh."""
    lonely = program(
        (step("a", "A"), Node("b", "B", "end"), Node("c", "C", "end")),
        (edge("a", "b", "resolved"),),
        eligible=RADICULAR,
    )
    assert render(lonely, "tree") == (
        "Sciatica, conservative care first\n"
        "sciatica 1.0.0, draft, not clinically signed off\n"
        "for: leg pain is radicular\n"
        "\n"
        "■  A  (step)\n"
        "│  resolved → B\n"
        "│\n"
        "◎  B  (end)\n"
        "\n"
        "◎  C  (end)\n"
    )


@st.composite
def pathways(draw: st.DrawFn) -> CompiledProgram:
    """Any acyclic pathway of up to nine nodes, with titles and lists of any length."""
    count = draw(st.integers(1, 9))
    kinds = st.sampled_from(("step", "decision", "refer", "end"))
    titles = st.text("abc de", min_size=1, max_size=60).map(lambda t: t.strip() or "x")
    nodes = []
    therapies: dict[str, Therapy] = {}
    for n in range(count):
        offers = draw(st.lists(titles, max_size=5, unique=True))
        therapies |= {title: therapy(title, title) for title in offers}
        nodes.append(Node(f"n{n}", draw(titles), draw(kinds), tuple(offers)))
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=14)) if pairs else []
    ways = [
        edge(f"n{a}", f"n{b}", draw(st.sampled_from(("branch", "otherwise"))), Name(draw(titles)))
        for a, b in chosen
    ]
    return program(nodes, ways, therapies.values())


Box = tuple[float, float, float, float]


def shapes(root: ET.Element) -> list[Box]:
    """The rectangles around the boxes: (left, top, right, bottom)."""
    found = []
    for group in root.iter(f"{SVG}g"):
        outline = next(iter(group), None)
        if outline is None or "stroke-width" not in group.attrib:
            continue
        if outline.tag == f"{SVG}rect":
            x, y, w, h = (float(outline.attrib[k]) for k in ("x", "y", "width", "height"))
            found.append((x, y, x + w, y + h))
        else:
            points = [p.split(",") for p in outline.attrib["points"].split()]
            xs, ys = [float(p[0]) for p in points], [float(p[1]) for p in points]
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


@given(pathways())
def test_boxes_never_overlap_and_stay_on_the_page(drawn: CompiledProgram) -> None:
    root = ET.fromstring(render(drawn, "svg"))
    boxes = shapes(root)
    assert len(boxes) == len(drawn.nodes)
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= float(root.attrib["width"])
        assert bottom <= float(root.attrib["height"])
        for left_, top_, right_, bottom_ in boxes[n + 1 :]:
            assert right <= left_ or right_ <= left or bottom <= top_ or bottom_ <= top


@given(pathways())
def test_every_format_is_the_same_every_time(drawn: CompiledProgram) -> None:
    for format_ in FORMATS:
        assert render(drawn, format_) == render(drawn, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_shipped_pathways_say_every_node_and_every_offer(format_: str) -> None:
    library = open_library()
    for id_ in library.pathways:
        drawn = library.program(id_)
        said = squeezed(render(drawn, format_))
        offers = {offer for node in drawn.nodes for offer in node.offers}
        titles = [node.title for node in drawn.nodes]
        titles += [drawn.therapies[offer].title for offer in offers]
        assert [title for title in titles if squeezed(title) not in said] == []


def squeezed(text: str) -> str:
    """Letters and digits alone, so that line breaks, tags and lines do not matter."""
    return re.sub(r"[\W_]", "", re.sub(r"<[^>]*>", "", text)).casefold()


def test_the_picture_in_the_documents_is_the_pathway_as_it_is() -> None:
    expect("../../docs/sciatica.svg", render(open_library().program("sciatica"), "svg"))
