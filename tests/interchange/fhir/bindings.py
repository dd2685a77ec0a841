"""Our own check of what no other checker sees: codes, required value sets, references.

Every coded element is found by walking a resource along the official definition of its type.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from tests.interchange.fhir.definitions import Json, codes_of, elements, members

#: The kinds of the resources of a bundle, by their addresses.
Kinds = dict[str, str]
#: Value sets of which nobody can list the codes: media types, languages, units, time zones.
NOT_LISTED = frozenset(
    f"http://hl7.org/fhir/ValueSet/{name}" for name in ("mimetypes", "languages", "all-languages")
)


def faults(bundle: Json) -> list[str]:
    """What is wrong with the codes and references of a bundle."""
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    found = list(_of_element(bundle, "Bundle", "Bundle", kinds))
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        found += _of_form(resource)
        found += of_narrative(resource)
        contained = {f"#{one['id']}" for one in resource.get("contained", [])}
        for where, reference in _references(resource, resource["resourceType"]):
            internal = reference.startswith(("#", "urn:uuid:"))
            if internal and reference not in known | contained:
                found.append(f"{where}: {reference} is not in the bundle")
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    found += [f"{one} stands twice" for one in sorted({u for u in urls if urls.count(u) > 1})]
    return found


def _of_form(resource: Json) -> list[str]:
    """The items of a questionnaire that have the same name."""
    links, todo = Counter[str](), list(resource.get("item", []))
    while todo:
        item = todo.pop()
        links[item["linkId"]] += 1
        todo += item.get("item", [])
    return [f"item {link} stands {times} times" for link, times in links.items() if times > 1]


def of_narrative(resource: Json) -> list[str]:
    """Whether a narrative is XML, of the elements that FHIR allows here, and not empty."""
    told = resource.get("text", {}).get("div", _NO_NARRATIVE)
    try:
        whole = ET.fromstring(told)
    except ET.ParseError as error:
        return [f"{resource['resourceType']}.text.div: {error}"]
    strange = {one.tag for one in whole.iter()} - _ALLOWED
    found = [f"{resource['resourceType']}.text.div has {tag}" for tag in sorted(strange)]
    return found if "".join(whole.itertext()).strip() else [*found, "an empty narrative"]


_XHTML = "{http://www.w3.org/1999/xhtml}"
_ALLOWED = {f"{_XHTML}{tag}" for tag in ("div", "p", "b", "ul", "li")}
#: Parameters has none.
_NO_NARRATIVE = '<div xmlns="http://www.w3.org/1999/xhtml">none</div>'


def _references(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "reference" and isinstance(one, str) and not where.endswith("expression"):
                yield where, one
            else:
                yield from _references(one, f"{where}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _references(one, f"{where}[{number}]")


def _of_element(json: Json, path: str, where: str, kinds: Kinds) -> Iterator[str]:
    """The faults of an object whose type has this path."""
    for key, value in json.items():
        if key == "resourceType" or key.startswith("_"):
            continue
        found = _definition(path, key)
        if found is None:
            yield f"{where}.{key}: there is no such element"
            continue
        element, kind = found
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            at = f"{where}.{key}" + (f"[{number}]" if isinstance(value, list) else "")
            yield from _of_value(one, element, kind, at, kinds)


def _of_value(value: Any, element: Json, kind: str, where: str, kinds: Kinds) -> Iterator[str]:
    binding = element.get("binding", {})
    if binding.get("strength") == "required":
        yield from _bound(value, binding["valueSet"].partition("|")[0], where)
    if kind == "Reference":
        yield from _aimed(value, element, where, kinds)
    if kind == "Coding":
        yield from _coded(value, where)
    if isinstance(value, dict):
        if kind in ("Resource", "ResourceList"):
            kind = value["resourceType"]
        yield from _of_element(value, kind, where, kinds)


@cache
def _definition(path: str, key: str) -> tuple[Json, str] | None:
    """An element, and the path of its type."""
    every = elements()
    element = every.get(f"{path}.{key}")
    if element is not None:
        if "contentReference" in element:
            return element, element["contentReference"].partition("#")[2]
        kind = element["type"][0]["code"]
        inline = kind in ("BackboneElement", "Element")
        return element, f"{path}.{key}" if inline else kind
    for name, one in every.items():
        if name.startswith(f"{path}.") and name.endswith("[x]"):
            stem = name.removeprefix(f"{path}.").removesuffix("[x]")
            if "." not in stem and key.startswith(stem):
                rest = key.removeprefix(stem)
                for kind in one["type"]:
                    if rest == kind["code"][0].upper() + kind["code"][1:]:
                        return one, kind["code"]
    return None


def _bound(value: Any, value_set: str, where: str) -> Iterator[str]:
    """Whether a code is one of those that it has to be."""
    known = members(value_set)
    if known is None:
        if value_set not in NOT_LISTED:
            yield f"{where}: the codes of {value_set} are not known"
        return
    if isinstance(value, str):
        fits = any(code == value for _, code in known)
    else:
        codings = [value] if "system" in value or "code" in value else value.get("coding", [])
        fits = any((c.get("system"), c.get("code")) in known for c in codings)
    if not fits:
        yield f"{where}: {value} is not of {value_set}"


def _aimed(reference: Json, element: Json, where: str, kinds: Kinds) -> Iterator[str]:
    """Whether a reference is to a resource of a kind that the element allows."""
    to = reference.get("reference", "")
    kind = kinds.get(to, to.partition("/")[0] if "/" in to else reference.get("type"))
    targets = [one for found in element["type"] for one in found.get("targetProfile", [])]
    allowed = {one.rpartition("/")[2] for one in targets}
    if targets and kind is not None and "Resource" not in allowed and kind not in allowed:
        yield f"{where}: it may not refer to {kind}"


def _coded(coding: Json, where: str) -> Iterator[str]:
    """Whether a code of a system that is published whole is in it, and is called what it is."""
    codes = codes_of(coding.get("system", ""))
    if codes is None:
        return
    if coding.get("code") not in codes:
        yield f"{where}: {coding.get('code')} is not of {coding['system']}"
    elif coding.get("display") not in (None, codes[coding["code"]]):
        yield f"{where}: {coding['code']} is called {codes[coding['code']]}"
