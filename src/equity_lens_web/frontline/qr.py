"""A link as a square that a phone's camera reads, drawn by the library that draws those of sign-in."""

import base64

from allauth.mfa.adapter import get_adapter


def qr_svg(link: str) -> str:
    """The square as SVG."""
    svg: str = get_adapter().build_totp_svg(link)
    return svg


def qr_data_uri(link: str) -> str:
    """The square as the source of a picture."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(link).encode()).decode()
