"""Addresses of an edition's files on the object host, with the capability that opens them.

Who makes an address has asked before that the reader may know of the edition.
"""

from urllib.parse import quote

from api.origins import object_origin
from api.web.visits import Visit
from library_core.capabilities import make_capability
from library_core.editions import EditionKey


def object_prefix(visit: Visit, edition: EditionKey) -> str:
    """Return the address that all files of the edition stand under, with a slash at its end."""
    capability = make_capability(visit.application.secret, edition, visit.now)
    return f"{object_origin(visit.application.settings)}/{capability}/{edition}/"


def object_url(visit: Visit, edition: EditionKey, path: str) -> str:
    """Return the address of one file: a path of the manifest, or the recipe of a narration."""
    return object_prefix(visit, edition) + "/".join(quote(part, safe="") for part in path.split("/"))
