"""The training data: synthetic returns of all agencies, built from a written seed and passed through the real intake.

In: `data/training/scenario.yaml`. Out: a ledger of the data set `training`, made by filling real workbooks and sending
them through the same gate, checks and decisions as an agency's. Every output made from it is watermarked. Late,
missing, sent-back and amended returns, children counted twice and a changed definition are in it on purpose.
"""

from dashboard.training.building import TrainingError, build_training
from dashboard.training.scenario import SCENARIO, Scenario, read_scenario

__all__ = ["SCENARIO", "Scenario", "TrainingError", "build_training", "read_scenario"]
