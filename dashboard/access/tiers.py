"""The three audiences of a figure."""

from enum import StrEnum


class Tier(StrEnum):
    """Who reads a release. Anything sent to the U.S., Parliament or the press is `PUBLIC`."""

    RESTRICTED = "restricted"
    NATFATIP = "natfatip"
    PUBLIC = "public"

    @property
    def words(self) -> str:
        """How the tier is named on a page or a cover."""
        return {
            Tier.RESTRICTED: "Restricted: National Rapporteur and named analysts",
            Tier.NATFATIP: "Confidential: NATFATIP members",
            Tier.PUBLIC: "Public",
        }[self]
