"""Small made-up catalogue entries, validated like the real ones; overrides replace whole fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.catalogue import Catalogue, Indicator
from dashboard.periods import BASELINE


def entry(indicator_id: str = "2.2a", **overrides: Any) -> Indicator:
    """A catalogue entry; overrides replace whole fields and are validated."""
    number = indicator_id.rstrip("abcdefghijklmnopqrstuvwxyz")
    fields: dict[str, Any] = {
        "id": indicator_id,
        "wording": "Relevant authorities identify an increased number of child sex and labor trafficking victims",
        "short": "Child victims identified by relevant authorities",
        "objective": indicator_id[0],
        "activity": number,
        "subcommittee": {"1": "prosecution", "2": "protection", "3": "prevention"}[indicator_id[0]],
        "subcommittee_note": None,
        "kind": "count",
        "evidence_model": "events",
        "direction": "increase",
        "counting_unit": "victim",
        "dispersion": {"phi": "unknown", "source": None},
        "numerator": "Child victims first identified by relevant authorities in the period",
        "denominator": None,
        "components": [component()],
        "context": [],
        "breakdowns": [{"dimension": "sex", "mandatory": True}],
        "stages": [],
        "definition": {
            "text": "Children first identified as victims in the period. A rise shows detection.",
            "version": 1,
            "date": date(2024, 11, 1),
            "status": "proposed",
            "approver": None,
            "open_questions": ["Whether suspected victims are counted"],
        },
        "reference_period": None,
        "target": None,
        "owner": "jcf",
        "reporting_mdas": ["jcf", "cpfsa"],
        "source": "NRM referral forms",
        "frequency": "half_yearly",
        "disclosure_class": "victim_person",
        "report_chapter": 3,
        "dialogue_key": True,
        "partnership_status": "legacy",
        "alias_of": None,
        "notes": [],
    }
    return Indicator.model_validate(fields | overrides)


def component(component_id: str = "identified", **overrides: Any) -> dict[str, Any]:
    """Fields of a catalogue component without a baseline value."""
    return {
        "id": component_id,
        "label": "Child victims identified",
        "unit": "victim",
        "unit_words": "children",
        "roll_up": "sum",
        "headline": True,
        "reported_by": ["jcf", "cpfsa"],
        "combine": "add",
        "baseline": {"period": BASELINE, "value": "not_available", "status": "not_available", "note": None},
    } | overrides


def catalogue(indicators: Sequence[Indicator]) -> Catalogue:
    """A catalogue of the given indicators with the objectives, activities and agencies they name."""
    activities = sorted({(item.objective, item.activity) for item in indicators})
    objectives = {
        "1": ("Increase justice for children", "Justice for children", "prosecution"),
        "2": ("Protect identified child victims", "Protection of children", "protection"),
        "3": ("Prevent child trafficking", "Prevention", "prevention"),
    }
    agencies = {
        "jcf": ("Jamaica Constabulary Force", "JCF", "agency"),
        "cpfsa": ("Child Protection and Family Services Agency", "CPFSA", "agency"),
        "odpp": ("Office of the Director of Public Prosecutions", "ODPP", "agency"),
        "natfatip": ("National Task Force Against Trafficking in Persons", "NATFATIP", "taskforce"),
        "onrtip": ("Office of the National Rapporteur on Trafficking in Persons", "ONRTIP", "rapporteur"),
    }
    return Catalogue.model_validate(
        {
            "partnership": {
                "name": "Child Protection Compact Partnership",
                "participants": ["Government of the United States of America", "Government of Jamaica"],
                "signed": date(2018, 5, 31),
                "effective_until": date(2022, 5, 31),
                "extended_until": date(2023, 7, 31),
                "baseline_period": BASELINE,
                "purpose": "To reduce child trafficking in Jamaica",
                "funding": [],
                "chair": [],
            },
            "objectives": [
                {"id": key, "wording": wording, "short": short, "subcommittee": committee}
                for key, (wording, short, committee) in objectives.items()
            ],
            "activities": [
                {
                    "id": activity,
                    "objective": objective,
                    "wording": f"What activity {activity} asks for",
                    "after_partnership": {"owner": None, "funding": None, "instrument": None, "status": "unknown"},
                    "commitments": [],
                }
                for objective, activity in activities
            ],
            "indicators": [item.model_dump() for item in indicators],
            "agencies": [
                {"code": code, "name": name, "short": short, "kind": kind, "members": [], "note": None}
                for code, (name, short, kind) in agencies.items()
            ],
            "code_lists": [],
            "parishes": [],
            "content_hash": "0" * 64,
        }
    )
