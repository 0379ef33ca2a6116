"""Answers of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html) as XML, in the format `oai_dc`."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.descriptions.dates import iso_second
from library_core.descriptions.dublin_core import describe_in_dublin_core
from library_core.harvesting import Harvested

OAI: Final = "http://www.openarchives.org/OAI/2.0/"
OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN: Final = re.compile(r"[^\t\n\r -퟿-�𐀀-􏿿]")


class OaiRefused(Exception):
    """The request can't be answered; `code` is one of the protocol's own."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Who answers: its address, the host in its identifiers, and where a work's page is."""

    address: str
    host: str
    earliest: int
    page: Callable[[Harvested], str]

    def identifier(self, work: str) -> str:
        """Return the identifier of a work (oai-identifier scheme)."""
        return f"oai:{self.host}:{work}"

    def work(self, identifier: str) -> str:
        """Return the key of the work that an identifier names. Raises OaiRefused."""
        prefix = self.identifier("")
        if not identifier.startswith(prefix) or identifier == prefix:
            raise OaiRefused("idDoesNotExist", "This repository has no such record.")
        return identifier.removeprefix(prefix)


def answer(
    repository: Repository, now: int, arguments: Mapping[str, str], body: Iterable[etree._Element]
) -> bytes:
    """Return a whole answer; `arguments` are those of the request, as it has to repeat them."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")
    _add(root, "responseDate", iso_second(now))
    request = _add(root, "request", repository.address)
    for name, value in arguments.items():
        request.set(name, _clean(value))
    root.extend(list(body))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def refusal(error: OaiRefused) -> etree._Element:
    """Return the element that says what is wrong."""
    element = _element("error", str(error))
    element.set("code", error.code)
    return element


def identify(repository: Repository) -> etree._Element:
    """Answer `Identify`."""
    root = _element("Identify")
    _add(root, "repositoryName", "Tetrad")
    _add(root, "baseURL", repository.address)
    _add(root, "protocolVersion", "2.0")
    _add(root, "adminEmail", f"postmaster@{repository.host}")
    _add(root, "earliestDatestamp", iso_second(repository.earliest))
    _add(root, "deletedRecord", "persistent")
    _add(root, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return root


def list_formats() -> etree._Element:
    """Answer `ListMetadataFormats`."""
    root = _element("ListMetadataFormats")
    made = _add(root, "metadataFormat")
    _add(made, "metadataPrefix", "oai_dc")
    _add(made, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    _add(made, "metadataNamespace", OAI_DC)
    return root


def list_sets(kinds: Sequence[str]) -> etree._Element:
    """Answer `ListSets`: one set for each kind of works."""
    root = _element("ListSets")
    for kind in kinds:
        made = _add(root, "set")
        _add(made, "setSpec", kind)
        _add(made, "setName", kind)
    return root


def list_works(
    verb: str, repository: Repository, found: Sequence[Harvested], token: str | None
) -> etree._Element:
    """Answer `ListRecords`, `ListIdentifiers` or `GetRecord`; an empty token ends a list, None was none."""
    root = _element(verb)
    for each in found:
        root.append(_header(repository, each) if verb == "ListIdentifiers" else _record(repository, each))
    if token is not None:
        _add(root, "resumptionToken", token)
    return root


def _record(repository: Repository, found: Harvested) -> etree._Element:
    record = _element("record")
    record.append(_header(repository, found))
    if found.edition is not None:
        wrapped = etree.SubElement(
            _add(record, "metadata"), f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC}
        )
        wrapped.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
        for name, words, language in describe_in_dublin_core(found.edition, repository.page(found)):
            element = etree.SubElement(wrapped, f"{{{DC}}}{name}")
            element.text = _clean(words)
            if language:
                element.set(_LANGUAGE, language)
    return record


def _header(repository: Repository, found: Harvested) -> etree._Element:
    header = _element("header")
    if found.edition is None:
        header.set("status", "deleted")
    _add(header, "identifier", repository.identifier(found.work))
    _add(header, "datestamp", iso_second(found.at))
    _add(header, "setSpec", found.kind)
    return header


def _element(name: str, text: str | None = None) -> etree._Element:
    element = etree.Element(f"{{{OAI}}}{name}", nsmap={None: OAI})
    element.text = None if text is None else _clean(text)
    return element


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = _element(name, text)
    parent.append(element)
    return element


def _clean(text: str) -> str:
    """Take out what XML can't hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
