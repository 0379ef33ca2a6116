"""Whether a language tag is well-formed by BCP 47 (RFC 5646, section 2.1); the registry is not asked."""

import re
from typing import Final

TAG: Final = re.compile(
    r"""(?:
        (?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})
        (?:-[a-z]{4})?
        (?:-(?:[a-z]{2}|[0-9]{3}))?
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
        (?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*
        (?:-x(?:-[a-z0-9]{1,8})+)?
      | x(?:-[a-z0-9]{1,8})+
      )\Z""",
    re.VERBOSE | re.IGNORECASE,
)
TAGS_OF_OLD: Final = (
    "en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay "
    "i-tsu sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min "
    "zh-min-nan zh-xiang"
)
GRANDFATHERED: Final = frozenset(TAGS_OF_OLD.split())


def is_language_tag(tag: str) -> bool:
    """Whether the tag is well-formed; whitespace around it makes it none."""
    return bool(TAG.match(tag)) or tag.lower() in GRANDFATHERED
