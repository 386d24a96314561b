"""Who may see and do what: pure decisions, no screens, no storage.

In: an identity or a tier. Out: what it may see or do, with the reason in words. The tiers are those of
`docs/disclosure.md`: `restricted` (Rapporteur and named analysts), `natfatip` (sub-committees, confidential), `public`
(everyone else, and everything that goes to Parliament, the press or the U.S.). The roles are in `docs/returns.md`.
"""

from dashboard.access.roles import NOBODY, UNVERIFIED, Action, Identity, Permission, Role, may
from dashboard.access.tiers import Tier

__all__ = ["NOBODY", "UNVERIFIED", "Action", "Identity", "Permission", "Role", "Tier", "may"]
