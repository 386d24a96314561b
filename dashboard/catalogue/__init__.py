"""The shape of `indicators.yaml`: the Partnership, its commitments and the 39 indicators.

In: `indicators.yaml` and the lists of `data/reference/`. Out: one frozen `Catalogue`, or every fault with file, line
and column. Knows no value of any indicator. The shape is written in `models.py` and its words in `terms.py`
(`indicators.schema.json` for editors), how a file is read in `reading.py`, what must agree between its parts in
`pointers.py` and `rules.py`.
"""

from dashboard.catalogue.faults import CatalogueError, Fault
from dashboard.catalogue.loading import REFERENCE, load
from dashboard.catalogue.models import (
    Activity,
    AfterPartnership,
    Agency,
    Baseline,
    Breakdown,
    Catalogue,
    CatalogueFile,
    Code,
    CodeList,
    Commitment,
    Component,
    ContextSeries,
    DatedFact,
    Definition,
    Dispersion,
    Indicator,
    Model,
    Objective,
    Parish,
    Partnership,
    ReferencePeriod,
    Stage,
    Target,
)
from dashboard.catalogue.terms import (
    CommitmentKind,
    CommitmentStatus,
    CountingUnit,
    Direction,
    DisclosureClass,
    EvidenceModel,
    Kind,
    PartnershipStatus,
    RollUp,
    Subcommittee,
    sort_key,
)

__all__ = [
    "REFERENCE",
    "Activity",
    "AfterPartnership",
    "Agency",
    "Baseline",
    "Breakdown",
    "Catalogue",
    "CatalogueError",
    "CatalogueFile",
    "Code",
    "CodeList",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "Component",
    "ContextSeries",
    "CountingUnit",
    "DatedFact",
    "Definition",
    "Direction",
    "DisclosureClass",
    "Dispersion",
    "EvidenceModel",
    "Fault",
    "Indicator",
    "Kind",
    "Model",
    "Objective",
    "Parish",
    "Partnership",
    "PartnershipStatus",
    "ReferencePeriod",
    "RollUp",
    "Stage",
    "Subcommittee",
    "Target",
    "load",
    "sort_key",
]
