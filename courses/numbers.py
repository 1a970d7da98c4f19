"""Numbers as people write them."""

from decimal import Decimal, InvalidOperation


def shortest(number: Decimal) -> str:
    """Without needless zeros and without an exponent: 0.50 as 0.5, 1.00 as 1, 1E+2 as 100."""
    return f"{number.normalize():f}"


def within(written: str, least: Decimal | int, most: Decimal | int, places: int = 0) -> Decimal | None:
    """The number that is written, if it lies in the range (ends included) and has at most `places` decimals."""
    try:
        number = Decimal(written.strip())
        fits = number.is_finite() and least <= number <= most and number == round(number, places)
    except (InvalidOperation, OverflowError):
        return None
    return number if fits else None
