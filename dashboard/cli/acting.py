"""Who acts on the command line: the role that the word belongs to, or another by `--as`. Nobody checks it."""

from __future__ import annotations

import argparse

from dashboard.access import Identity, Role


def takes_role(parser: argparse.ArgumentParser) -> None:
    """Add `--as ROLE`."""
    parser.add_argument(
        "--as",
        dest="role",
        type=_role,
        metavar="ROLE",
        help=f"act as {', '.join(role.value for role in Role)} (default: whose the word is); logged as unverified",
    )


def acting(chosen: argparse.Namespace, usual: Role, agency: str = "") -> Identity:
    """The identity that the log will name, marked as unverified; a focal person's `agency` where it is known."""
    role = chosen.role or usual
    return Identity(role, agency if role is Role.FOCAL_PERSON else "")


def _role(text: str) -> Role:
    try:
        return Role(text.replace("-", "_"))
    except ValueError:
        known = ", ".join(role.value for role in Role)
        raise argparse.ArgumentTypeError(f"{text!r} is no role; it is one of {known}") from None
