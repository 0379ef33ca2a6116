"""What a browser lets an uploaded document do: nothing to us, and little at all.

Every document is sandboxed, so its origin is nobody's: no cookies, no storage, no access to the page around
it. Scripts run only where an edition needs them, and reach only the files of that edition. Pages of labs
fetch nothing at all: what they show comes with them, or is told by the bench. What a policy has no word
for, calls between browsers and connections made ahead, `Connection-Allowlist` keeps in (Chromium).
"""

from dataclasses import dataclass
from typing import Final

from api.object_host.media_types import SCRIPTABLE, UNKNOWN, extension_of, media_type_of
from library_core.served import ServedEdition

APPLICATION: Final = "application"
LAB: Final = "lab"

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "Connection-Allowlist": "(response-origin)",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), "
        "midi=(), browsing-topics=()"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who may frame a document, and the address that the files of its edition stand under."""

    application: str
    prefix: str


def may_script(edition: ServedEdition, path: str) -> bool:
    """Say whether the document may run scripts in its sandbox."""
    if extension_of(path) not in SCRIPTABLE:
        return False
    return edition.kind in (APPLICATION, LAB) or path in edition.scripted


def policy_of(place: Place, edition: ServedEdition, path: str) -> str:
    """Return the policy of a document of this edition."""
    scripted = may_script(edition, path)
    if scripted and edition.kind == LAB:
        return lab_policy(place)
    return content_security_policy(place, scripted=scripted)


def lab_policy(place: Place) -> str:
    """Return the policy of a page of a lab: pictures, sounds, styles and scripts of its own, and no more."""
    own = place.prefix
    parts = ["sandbox allow-scripts", "default-src 'none'"]
    parts += [f"{kind}-src {own} data: blob:" for kind in ("img", "media", "font")]
    parts += [f"style-src {own} 'unsafe-inline'", f"script-src {own} blob: 'unsafe-inline' 'unsafe-eval'"]
    parts += ["worker-src blob:", "connect-src 'none'", "frame-src 'none'", "form-action 'none'"]
    return "; ".join((*parts, "base-uri 'none'", f"frame-ancestors {place.application}"))


def content_security_policy(place: Place, *, scripted: bool) -> str:
    """Return the policy of a document; addresses of other editions and servers are closed to it."""
    own = place.prefix
    parts = ["sandbox allow-scripts allow-forms"] if scripted else ["sandbox"]
    parts += ["default-src 'none'", *(f"{kind}-src {own} data: blob:" for kind in ("img", "media", "font"))]
    parts.append(f"style-src {own} 'unsafe-inline'")
    if scripted:
        # Inside of the sandbox a script is a script, however it came there: packages have them in all ways.
        parts.append(f"script-src {own} blob: 'unsafe-inline' 'unsafe-eval'")
        parts += [f"connect-src {own} data: blob:", f"worker-src {own} blob:", f"frame-src {own}"]
    parts += ["form-action 'none'", "base-uri 'none'", f"frame-ancestors {place.application}"]
    return "; ".join(parts)


def headers_of_file(path: str, policy: str) -> dict[str, str]:
    """Return the headers that say what a file is and what it may do."""
    headers = {**ALWAYS, "Content-Type": media_type_of(path), "Content-Security-Policy": policy}
    if headers["Content-Type"] == UNKNOWN:
        headers["Content-Disposition"] = "attachment"
    return headers
