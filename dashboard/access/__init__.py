"""Who may see and do what: pure decisions, no screens, no storage.

In: a role or a tier. Out: what it may see, with the reason in words. The tiers are those of `docs/disclosure.md`:
`restricted` (Rapporteur and named analysts), `natfatip` (sub-committees, confidential), `public` (everyone else,
and everything that goes to Parliament, the press or the U.S.). Roles and actions arrive with sign-in.
"""

from dashboard.access.tiers import Tier

__all__ = ["Tier"]
