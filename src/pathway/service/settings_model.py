"""What stands in the settings of the service (`service.yaml`), as it is written."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pathway.content.written import FileModel, Text, Texts, Whole, YesNo


class ClientModel(FileModel):
    """A record system that may call.

    `client` is the issuer of its tokens, `profile` what it can show, `keys` a file with its public
    keys (JWKS) or the address it may publish them at; `fhir servers` are the addresses that may be
    asked for what a request left out, `origins` those of its pages in a browser. `site` is the file
    with the settings of its records, `lacks` are kinds of resources that its server does not have.
    `token seconds` is how long its tokens may live, where that is longer than usual.
    """

    client: Text
    title: Text | None = None
    profile: Text | None = None
    keys: Text | None = None
    fhir_servers: Texts = Field(default=(), alias="fhir servers")
    origins: Texts = ()
    site: Text | None = None
    lacks: Texts = ()
    token_seconds: Annotated[Whole, Field(ge=1, le=3600)] | None = Field(
        default=None, alias="token seconds"
    )


class LimitsModel(FileModel):
    """What one request may take, and how many there may be.

    `body` is in bytes, `depth` in levels of JSON, `seconds` in all, `fetch` in milliseconds;
    `per minute` are the requests of one client that each worker answers.
    """

    body: Annotated[Whole, Field(ge=1)] | None = None
    depth: Annotated[Whole, Field(ge=1)] | None = None
    seconds: Annotated[Whole, Field(ge=1)] | None = None
    fetch: Annotated[Whole, Field(ge=1)] | None = None
    per_minute: Annotated[Whole, Field(ge=1)] | None = Field(default=None, alias="per minute")


class ServiceFile(FileModel):
    """service.yaml: who may call, where records are kept, and the limits.

    `public` is the address under which clients reach the service. `open: yes` answers requests
    without a token, and only from this computer. `pages` says for how many minutes a link to an
    advice works, `snooze` for how many days a card may be put off at most. `strict: yes` assumes
    nothing: what is not on a list that a site calls complete is asked. `unknown orders: no` leaves
    out the cards that say of an order that nobody knows its codes. Relative paths start where the
    file stands.
    """

    public: Text
    library: Text | None = None
    pathways: Texts = ()
    records: Text | None = None
    key: Text | None = None
    open: YesNo = False
    clients: tuple[ClientModel, ...] = ()
    limits: LimitsModel | None = None
    pages: Annotated[Whole, Field(ge=1)] | None = None
    snooze: Annotated[Whole, Field(ge=1)] | None = None
    strict: YesNo = False
    unknown_orders: YesNo = Field(default=True, alias="unknown orders")
