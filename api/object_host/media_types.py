"""Media types by extension: what browsers may show; all else is a file to be kept."""

from pathlib import PurePosixPath
from typing import Final

UNKNOWN: Final = "application/octet-stream"
MEDIA_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "xhtml": "application/xhtml+xml",
    "svg": "image/svg+xml",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "wasm": "application/wasm",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "glb": "model/gltf-binary",
    "gltf": "model/gltf+json",
}
SCRIPTABLE: Final = frozenset({"html", "htm", "xhtml"})
"""Documents that may run scripts in the sandbox, where their edition needs them."""


def extension_of(path: str) -> str:
    """Return the last extension of a path in small letters, without its point."""
    return PurePosixPath(path).suffix.lower().removeprefix(".")


def media_type_of(path: str) -> str:
    """Return the media type of a path, or UNKNOWN."""
    return MEDIA_TYPES.get(extension_of(path), UNKNOWN)
