"""The one function that makes a `Release`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, Indicator
from dashboard.disclosure import Audited, Cell, ReleasePolicy, audit_groups, audit_nothing, decide
from dashboard.figures import FigureBook, IndicatorFigures, build_book
from dashboard.ledger import NOW, Anchor, AsOf, DataSet, Decision, Ledger, Submission
from dashboard.periods import BASELINE, Period, return_due
from dashboard.progress import (
    Comparison,
    Gate,
    Verdict,
    VerdictLabel,
    compare_context,
    judge,
    reference,
    strength_words,
)
from dashboard.release import sentences
from dashboard.release.audit_words import audit_statement
from dashboard.release.breakdown_tables import breakdown_tables
from dashboard.release.citations import number_sources, unique
from dashboard.release.claims import earlier_editions, signed_off
from dashboard.release.grouping import EarlierEdition, exempt_series, groups_of
from dashboard.release.ladders import ladder, released
from dashboard.release.model import (
    IndicatorRelease,
    NotAvailable,
    ReferenceStatement,
    Release,
    Series,
    Shown,
    Withheld,
    watermark_of,
)
from dashboard.release.policy import default_policy
from dashboard.release.printed import publications
from dashboard.release.restating import restatements
from dashboard.release.returns import in_words_of, reservations, unapplied_words
from dashboard.release.series import Viewer, with_sentence
from dashboard.release.until import until


def make_release(
    catalogue: Catalogue,
    ledger: Ledger,
    tier: Tier,
    as_of: AsOf = NOW,
    *,
    through: Period | None = None,
    today: date | None = None,
    policy: ReleasePolicy | None = None,
    reader: str = "",
) -> Release:
    """What `tier` may see of the ledger as of a moment.

    The public record is judged on the day of its newest source, its horizon; an office's own ledger on `today`
    (default: the system's date), training data by default on the day their last returns were due. `through` is for a
    report on past years: it leaves out whatever speaks of a later period and judges no later than the day after its
    end. `policy` is by default the installation's. `reader` says in the watermark of a restricted release who alone
    may read it: "Data analyst of the Office · 22 November 2026". Equal inputs give equal releases. PolicyError for a
    policy that cannot be used.
    """
    policy = policy or default_policy()
    book, submissions, decisions = figures_behind(ledger, catalogue, as_of, through)
    day = on = _judged_on(book, ledger.data_set, as_of, today)
    if through is not None:
        on = min(on, through.end + timedelta(days=1))
    watermark = watermark_of(ledger.data_set, tier, reader)
    citations = number_sources(book.sources, book.returns, lambda code: catalogue.agency(code).short)
    audited = _audited(book, catalogue, tier, policy, earlier_editions(ledger, catalogue, as_of))
    viewer = Viewer(
        tier=tier,
        citations=citations,
        data_set=ledger.data_set,
        on=on,
        catalogue=catalogue,
        book=book,
        reservations=reservations(submissions, decisions),
        policy=policy,
        audited=audited,
        signed_off=signed_off(ledger, book, as_of),
        marking=watermark,
    )
    indicators = tuple(
        _indicator(indicator, book.indicators[indicator.id], viewer, catalogue) for indicator in catalogue.indicators
    )
    return Release(
        tier=tier,
        as_of=as_of,
        data_set=ledger.data_set,
        anchor=_anchor(ledger, as_of),
        catalogue=catalogue,
        indicators=indicators,
        sources=unique(citations.values()),
        restatements=restatements(
            indicators, ledger, catalogue, tier, as_of, policy=policy, through=through, today=day
        ),
        horizon=book.horizon,
        audit=audit_statement(indicators, audited, policy, catalogue, on),
        watermark=watermark,
        unapplied=unapplied_words(book.unapplied, tier, catalogue),
    )


def figures_behind(
    ledger: Ledger, catalogue: Catalogue, as_of: AsOf, through: Period | None
) -> tuple[FigureBook, tuple[Submission, ...], list[Decision]]:
    """The figures that a release is made from, with the submissions and decisions behind them."""
    submissions = ledger.submissions(as_of)
    if through is not None:
        submissions = until(submissions, through.end)
    decisions = [one for one in ledger.decisions() if as_of.sequence is None or one.sequence <= as_of.sequence]
    return build_book(submissions, catalogue, decisions), submissions, decisions


def _audited(
    book: FigureBook, catalogue: Catalogue, tier: Tier, policy: ReleasePolicy, editions: Sequence[EarlierEdition]
) -> Audited:
    """The one place where a release is audited; what comes out is the only way to a released table."""
    if tier is Tier.RESTRICTED:
        return audit_nothing()
    groups = groups_of(book, catalogue, policy, editions)
    return audit_groups(groups, policy, policy.audience(tier).breakdowns, exempt_series(catalogue))


def _judged_on(book: FigureBook, data_set: DataSet, as_of: AsOf, today: date | None) -> date:
    if data_set is DataSet.PUBLIC_RECORD:
        return book.horizon
    if given := as_of.published_on or today:
        return given
    if data_set is DataSet.TRAINING:
        # The story of the training data ends years ago: it is judged on the day its last returns were due.
        return max((return_due(one.period) for one in book.returns), default=book.horizon)
    return datetime.now(tz=UTC).date()


def _anchor(ledger: Ledger, as_of: AsOf) -> Anchor:
    return ledger.head() if as_of.sequence is None else ledger.anchor(as_of.sequence)


def _indicator(
    indicator: Indicator, figures: IndicatorFigures, viewer: Viewer, catalogue: Catalogue
) -> IndicatorRelease:
    components = tuple(
        viewer.component_series(indicator, component, figures.values.get(component.id, ()))
        for component in indicator.components
    )
    context = tuple(_context(indicator, figures, viewer))
    facts = released(indicator, figures.milestones, viewer.citations, viewer.tier)
    stages = ladder(indicator, figures.milestones, facts)
    judged = judge(indicator, figures, viewer.on, _names(catalogue).__getitem__)
    verdict = _safe(in_words_of(viewer.data_set, judged), components, indicator, viewer)
    headline = tuple(series for series in components if indicator.component(series.id.split("/")[1]).headline)
    comparable = verdict.label is not VerdictLabel.CANNOT_BE_ASSESSED
    known = sentences.known(headline or components, components, context, stages, facts, comparable=comparable)
    owner = catalogue.agency(indicator.owner).short
    nothing = not any(series.known for series in components + context) and not facts
    return IndicatorRelease(
        entry=indicator,
        verdict=verdict,
        finding=sentences.finding(indicator, verdict, headline or components, components, context, stages, facts),
        known=known.words,
        known_detail=known.detail,
        known_of=known.series,
        reference=_reference(indicator, figures, viewer, components),
        components=components,
        context=context,
        breakdowns=breakdown_tables(indicator, figures, viewer, catalogue),
        stages=stages,
        milestones=facts,
        publications=publications(indicator, figures, viewer),
        caveats=_caveats((*components, *(series for series in context if series.sentence))),
        owner=owner,
        empty=_empty(components + context, owner, viewer.data_set) if nothing else "",
    )


def _names(catalogue: Catalogue) -> Mapping[str, str]:
    """What a reason prints in the place of a code: agencies by their short names, all others by name."""
    other = {code.code: code.label for codes in catalogue.code_lists for code in codes.codes}
    parishes = {parish.category: parish.name for parish in catalogue.parishes}
    return other | parishes | {agency.code: agency.short for agency in catalogue.agencies}


def _empty(series: tuple[Series, ...], owner: str, data_set: DataSet) -> str:
    """A withheld figure is neither missing nor owed."""
    if any(isinstance(point.value, Withheld) for item in series for point in item.points):
        return "Withheld to protect children."
    return sentences.empty(owner, data_set)


def _context(indicator: Indicator, figures: IndicatorFigures, viewer: Viewer) -> list[Series]:
    found: list[Series] = []
    for entry in indicator.context:
        of_entry = figures.context.get(entry.id, ())
        if not of_entry:
            continue
        series = viewer.context_series(indicator, entry, of_entry)
        test = compare_context(of_entry, BASELINE, viewer.on) if entry.tested else None
        found.append(with_sentence(series, sentences.context_sentence(series, test)))
    return found


def _safe(verdict: Verdict, components: tuple[Series, ...], indicator: Indicator, viewer: Viewer) -> Verdict:
    """Suppression beats status: a verdict drawn from a hidden figure is hidden with it."""
    compared = all(_is_shown(comparison, components, indicator, viewer) for comparison in verdict.comparisons)
    if compared and not _rests_on_a_hidden_zero(verdict, components):
        return verdict
    return Verdict(
        label=VerdictLabel.WITHHELD,
        gate=None,
        reason="It rests on a figure that is withheld, so it is withheld with it.",
        commitment_met=None,
        strength=None,
        comparisons=(),
        who_must_act=(),
        not_covered=(),
        period=None,
    )


def _rests_on_a_hidden_zero(verdict: Verdict, components: tuple[Series, ...]) -> bool:
    """Whether "there was nothing to take a share of" would be said of a denominator that is not shown."""
    values = (point.value for series in components for point in series.points)
    zero = any(isinstance(value, Shown) and value.denominator == 0 for value in values)
    return verdict.gate is Gate.DENOMINATOR_ZERO and not zero


def _is_shown(comparison: Comparison, components: tuple[Series, ...], indicator: Indicator, viewer: Viewer) -> bool:
    """True if neither number is withheld; a baseline that only the catalogue states is public by nature.

    A number that is no point of the series, such as a half-year's, is shown only where its kind may be.
    """
    series = next((item for item in components if item.id.split("/")[1] == comparison.component), None)
    if series is None:
        return False
    component = indicator.component(comparison.component)
    points = {point.period: point.value for point in series.points}
    if component.baseline.value != "not_available":
        points.setdefault(component.baseline.period, NotAvailable())
    numbers = (
        (comparison.before_period, comparison.before, comparison.before_denominator),
        (comparison.after_period, comparison.after, comparison.after_denominator),
    )
    return not any(
        isinstance(points[period], Withheld)
        if period in points
        else not decide(
            Cell(series.id, indicator.disclosure_class, component.unit, period, number, False, out_of),
            viewer.tier,
            viewer.policy,
        ).shown
        for period, number, out_of in numbers
    )


def _reference(
    indicator: Indicator, figures: IndicatorFigures, viewer: Viewer, components: tuple[Series, ...]
) -> ReferenceStatement | None:
    comparison = reference(indicator, figures, viewer.on)
    if comparison is None or not _is_shown(comparison, components, indicator, viewer):
        return None
    series = next(item for item in components if item.id.split("/")[1] == comparison.component)
    points = {point.period: point for point in series.known}
    before, after = points.get(comparison.before_period), points.get(comparison.after_period)
    if before is None or after is None:
        return None
    said = f"{series.label} {sentences.movement(before, after)}. {strength_words(comparison)}"
    return ReferenceStatement(f"Since {before.period.label}, not the baseline", comparison.label, said)


def _caveats(series: tuple[Series, ...]) -> tuple[str, ...]:
    """The caveats of the numbers shown, each once."""
    notes = [point.note for item in series for point in item.known if point.note]
    return tuple(dict.fromkeys(notes))
