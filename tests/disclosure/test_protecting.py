"""No ruling on a group is broken: whoever adds and subtracts all that is shown, printed before, or believed, fails.

`CPC_EXHAUSTIVE=2000` tries that many groups instead of the few that every run tries.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from dashboard.disclosure.groups import Group
from dashboard.disclosure.protecting import protect
from dashboard.release import default_policy
from tests.disclosure.group_attacker import findings
from tests.disclosure.random_groups import DIMENSIONS, groups

POLICY = default_policy()
EXAMPLES = int(os.environ.get("CPC_EXHAUSTIVE", "150"))
thorough = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@thorough
@given(groups(POLICY))
def test_no_reader_and_no_insider_works_out_a_hidden_count(group: Group) -> None:
    assert list(findings(group, protect(group, DIMENSIONS, POLICY), POLICY.threshold)) == []
