"""The settings of the service as it runs: checked, with defaults, relative paths made whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from pathway.content.validate import validate
from pathway.frozen import frozen
from pathway.ground.problems import LibraryError, Problem, Problems, in_backticks
from pathway.service.profiles import GENERIC, PROFILES
from pathway.service.settings_model import ClientModel, ServiceFile
from pathway.yaml.located import read_bytes
from pathway.yaml.reading import read_file
from pathway.yaml.tree import Table


@frozen
class Limits:
    """What one request may take: bytes, depth of JSON, seconds in all, seconds for fetching.

    `per_minute` is how many requests of one client a worker answers in a minute.
    """

    body: int = 5_000_000
    depth: int = 64
    seconds: float = 10.0
    fetch: float = 0.5
    per_minute: int = 60_000


@frozen
class ClientSettings:
    """A record system that may call; see `ClientModel`. `issuer` is the issuer of its tokens.

    `keys` is the path of a JWKS file or an https address; empty, no token of it is accepted.
    """

    issuer: str
    title: str = ""
    profile: str = GENERIC
    keys: str = ""
    fhir_servers: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    site: Path | None = None
    lacks: tuple[str, ...] = ()
    token_seconds: int = 300


@frozen
class ServiceSettings:
    """All settings; `public` ends without a slash. `records` is a path or a URL, None the usual.

    `as_of` is the day that advice is for; None, as outside of demonstrations, that of the request.
    """

    public: str
    library: Path | None = None
    pathways: tuple[str, ...] = ()
    records: str | None = None
    key: Path | None = None
    open: bool = False
    clients: tuple[ClientSettings, ...] = ()
    limits: Limits = Limits()
    page_minutes: int = 60
    snooze_days: int = 14
    strict: bool = False
    unknown_orders: bool = True
    as_of: date | None = None

    @property
    def anybody(self) -> ClientSettings:
        """Who calls without a token where the service is open: the first client without keys."""
        found = (client for client in self.clients if not client.keys)
        return next(found, ClientSettings("", "anybody on this computer"))

    @property
    def by_issuer(self) -> Mapping[str, ClientSettings]:
        """The clients by the issuer of their tokens."""
        return {client.issuer: client for client in self.clients}


def read_settings(path: str | Path) -> ServiceSettings:
    """The settings in a file; raises LibraryError with everything that is wrong with them."""
    path = Path(path)
    problems = Problems()
    try:
        node = read_bytes(str(path), read_file(path), problems)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise LibraryError([Problem("P501", f"cannot read `{path}`: {reason}")]) from error
    file = None
    if isinstance(node, Table):
        file = validate(ServiceFile, node, problems)
    elif not problems.errors:
        problems.add("P103", "the service's settings should be a mapping (`key: value` lines)")
    found = None if file is None else _settings(file, path.parent, problems)
    if problems.errors or found is None:
        raise LibraryError(problems.errors)
    return found


# -- private -------------------------------------------------------------------------------


def _settings(file: ServiceFile, folder: Path, problems: Problems) -> ServiceSettings:
    limits, usual = file.limits, Limits()
    clients = tuple(_client(one, folder, problems) for one in file.clients)
    if not clients and not file.open:
        hint = "list `clients:`, or say `open: yes` to try it out on this computer alone"
        problems.add("P103", "nobody may call: there are no clients", hint=hint)
    issuers = [one.issuer for one in clients]
    for issuer in sorted({one for one in issuers if issuers.count(one) > 1}):
        problems.add("P103", f"client {in_backticks(issuer)} stands there twice")
    return ServiceSettings(
        public=_address(str(file.public), problems).rstrip("/"),
        library=_path(file.library, folder),
        pathways=tuple(str(one) for one in file.pathways),
        records=_place(file.records, folder),
        key=_path(file.key, folder),
        open=file.open,
        clients=clients,
        limits=usual
        if limits is None
        else Limits(
            limits.body or usual.body,
            limits.depth or usual.depth,
            float(limits.seconds or usual.seconds),
            usual.fetch if limits.fetch is None else float(limits.fetch) / 1000,
            limits.per_minute or usual.per_minute,
        ),
        page_minutes=60 if file.pages is None else file.pages,
        snooze_days=14 if file.snooze is None else file.snooze,
        strict=file.strict,
        unknown_orders=file.unknown_orders,
    )


def _client(one: ClientModel, folder: Path, problems: Problems) -> ClientSettings:
    profile = GENERIC if one.profile is None else str(one.profile)
    if profile not in PROFILES:
        hint = f"there are: {', '.join(PROFILES)}"
        problems.add("P103", f"unknown profile {in_backticks(profile)}", hint=hint)
    keys = "" if one.keys is None else str(one.keys)
    if "://" in keys and not keys.startswith("https://"):
        problems.add("P103", f"{in_backticks(keys)} is no address for keys", hint="write https://…")
    return ClientSettings(
        issuer=str(one.client),
        title=str(one.title or one.client),
        profile=profile,
        keys=keys if not keys or keys.startswith("https://") else str(folder / keys),
        fhir_servers=tuple(_address(str(a), problems).rstrip("/") for a in one.fhir_servers),
        origins=tuple(_address(str(a), problems).rstrip("/") for a in one.origins),
        site=_path(one.site, folder),
        lacks=tuple(str(kind) for kind in one.lacks),
        token_seconds=one.token_seconds or 300,
    )


def _address(text: str, problems: Problems) -> str:
    """An address of the web; http only of this computer."""
    try:
        found = urlsplit(text)
        host = found.hostname
    except ValueError:
        found, host = urlsplit(""), None
    local = host in ("localhost", "127.0.0.1", "::1")
    wrong = not host or found.username is not None or found.query or found.fragment
    if wrong or not (found.scheme == "https" or (found.scheme == "http" and local)):
        hint = "write https://…; http only for this computer (localhost)"
        problems.add("P103", f"{in_backticks(text)} is not an address to use here", hint=hint)
    return text


def _path(text: str | None, folder: Path) -> Path | None:
    return None if text is None else folder / text


def _place(text: str | None, folder: Path) -> str | None:
    if text is None or "://" in text:
        return text
    return str(folder / text)
