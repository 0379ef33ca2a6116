"""Read numbers with bounds, shares and percentages."""

from collections.abc import Callable
from decimal import Decimal

from variants.templates.documents import Complaint, Node
from variants.templates.reading.fields import read_decimal, read_tolerance
from variants.texts import Text


def read_positive(most: float) -> Callable[[Node], float]:
    """Return a reader of a number above 0 and at most this one."""

    def read(node: Node) -> float:
        number = read_decimal(node)
        if not 0 < number <= Decimal(most):
            raise Complaint(
                node,
                Text(
                    en=f"a number above 0 and at most {most:g} is expected",
                    ru=f"нужно число больше 0 и не больше {most:g}",
                ),
            )
        return float(number)

    return read


def read_not_negative(node: Node) -> float:
    """Return a number that is 0 or more. Raises Complaint."""
    number = read_decimal(node)
    if number < 0:
        raise Complaint(node, Text(en="this can't be negative", ru="здесь не бывает отрицательного числа"))
    return float(number)


def read_number(node: Node) -> float:
    """Return a number. Raises Complaint."""
    return float(read_decimal(node))


def read_share_of_one(node: Node) -> float:
    """Return `2%` or `0.02` as 0.02; at most the whole. Raises Complaint."""
    found = read_tolerance(node)
    share = float(found.relative) if found.relative is not None else found.absolute or 0.0
    if share > 1:
        raise Complaint(node, Text(en="a share is at most 100%", ru="доля не больше 100%"))
    return share
