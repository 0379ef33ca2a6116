"""The addresses of a `srcset`: candidates parted by commas, each an address and perhaps a descriptor."""

from collections.abc import Iterator


def addresses_in(source_set: str) -> tuple[str, ...]:
    """Return the addresses of a source set in order (HTML, "Parsing a srcset attribute")."""
    return tuple(_addresses(source_set))


def _addresses(source_set: str) -> Iterator[str]:
    is_address = True
    for word in source_set.split():
        if is_address:
            address = word.strip(",")
            if address:
                yield address
                is_address = word.endswith(",")
        else:
            is_address = "," in word
            after = word.rpartition(",")[2]
            if is_address and after:
                yield after
                is_address = False
