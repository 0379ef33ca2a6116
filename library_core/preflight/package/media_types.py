"""Media types of EPUB: which every reading system shows, which may lie elsewhere, how their files begin."""

from typing import Final

XHTML_TYPE: Final = "application/xhtml+xml"
SVG_TYPE: Final = "image/svg+xml"
CSS_TYPE: Final = "text/css"
NCX_TYPE: Final = "application/x-dtbncx+xml"
SMIL_TYPE: Final = "application/smil+xml"
SEARCH_KEYS_TYPE: Final = "application/vnd.epub.search-key-map+xml"
DTBOOK_TYPE: Final = "application/x-dtbook+xml"

CORE_IMAGES: Final = frozenset({"image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp"})
CORE_IMAGES_OF_EPUB2: Final = CORE_IMAGES - {"image/webp"}
CORE_AUDIO: Final = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg"})
CORE_FONTS: Final = frozenset(
    {
        "font/ttf",
        "font/otf",
        "font/woff",
        "font/woff2",
        "application/font-sfnt",
        "application/vnd.ms-opentype",
        "application/font-woff",
        "application/x-font-ttf",
    }
)
CORE_SCRIPTS: Final = frozenset(
    {"application/javascript", "text/javascript", "application/ecmascript", "application/x-javascript"}
)
CORE_OTHERS: Final = frozenset(
    {
        XHTML_TYPE,
        CSS_TYPE,
        NCX_TYPE,
        SMIL_TYPE,
        "application/pls+xml",
        SEARCH_KEYS_TYPE,
    }
)
CONTENT_OF_EPUB3: Final = frozenset({XHTML_TYPE, SVG_TYPE})
CONTENT_OF_EPUB2: Final = frozenset({XHTML_TYPE, DTBOOK_TYPE})
OLD_CONTENT: Final = frozenset({"text/x-oeb1-document", "text/html"})
OLD_STYLES: Final = frozenset({"text/x-oeb1-css"})

PREFERRED: Final = {
    "application/font-sfnt": "font/ttf",
    "application/x-font-ttf": "font/ttf",
    "application/vnd.ms-opentype": "font/otf",
    "application/font-woff": "font/woff",
    "text/javascript": "application/javascript",
    "application/ecmascript": "application/javascript",
}
"""Types that EPUB 3.3 allows for old books, and the ones it prefers."""

BEGINNINGS: Final = {
    "image/gif": (b"GIF8",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8",),
    "image/webp": (b"RIFF",),
}
"""How the files of an image type begin."""

ENDINGS: Final = {
    "image/gif": ("gif",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jif", "jfif", "jfi"),
}


def essence(media_type: str) -> str:
    """Return a media type without parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_audio(media_type: str) -> bool:
    """Whether files of this type are heard."""
    return essence(media_type).startswith("audio/")


def is_video(media_type: str) -> bool:
    """Whether files of this type are watched."""
    return essence(media_type).startswith("video/")


def is_font(media_type: str) -> bool:
    """Whether files of this type are fonts, core or foreign."""
    plain = essence(media_type)
    return (
        plain.startswith("font/")
        or plain in CORE_FONTS
        or plain.startswith(("application/font", "application/x-font"))
    )


def is_core(media_type: str) -> bool:
    """Whether every reading system must support this type (EPUB 3.3, "Core media types")."""
    plain = essence(media_type)
    return (
        plain in CORE_IMAGES
        or plain in CORE_AUDIO
        or plain in CORE_FONTS
        or plain in CORE_SCRIPTS
        or plain in CORE_OTHERS
    )


def is_content(media_type: str, version: str) -> bool:
    """Whether a document of this type may stand in the spine without a fallback."""
    return essence(media_type) in (CONTENT_OF_EPUB2 if version.startswith("2") else CONTENT_OF_EPUB3)


def media_type_of(beginning: bytes) -> str | None:
    """Return the image type that the first bytes of a file show, or None."""
    for media_type, beginnings in BEGINNINGS.items():
        if beginning.startswith(beginnings) and (media_type != "image/webp" or beginning[8:12] == b"WEBP"):
            return media_type
    return None
