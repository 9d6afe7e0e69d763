"""Turn an authored answer into the answer key of one variant: REFs become step numbers, templates texts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from app.catalog.authored import AuthoredAnswer, AuthoredPlace, AuthoredStep, ScenarioSource
from app.catalog.differences import unclassified
from app.catalog.reference import is_open, resolve, resolve_all
from app.catalog.scenario_source import ANSWER_FILE
from app.catalog.template import render
from app.domain.answer import FollowUp, Hint, KeyPoint, KeyStep, Place, RedHerring, WrongTheory
from app.domain.answer_key import AnswerKey, Remedy
from app.domain.errors import ScenarioRejected
from app.domain.json import JSON
from app.domain.passage import lies_in, step_text
from app.domain.step import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolver:
    """Resolves one answer against the run that readers are shown; its errors name file and key."""

    slug: str
    run: Run
    facts: Mapping[str, JSON]

    def text(self, key: str, template: str) -> str:
        try:
            return render(template, self.facts)
        except ScenarioRejected as error:
            raise self._at(key, error) from error

    def step(self, key: str, reference: str) -> int:
        try:
            return resolve(reference, run=self.run, facts=self.facts)
        except ScenarioRejected as error:
            raise self._at(key, error) from error

    def steps(self, key: str, references: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(sorted({step for reference in references for step in self.every(key, reference)}))

    def every(self, key: str, reference: str) -> tuple[int, ...]:
        try:
            return resolve_all(reference, run=self.run, facts=self.facts)
        except ScenarioRejected as error:
            raise self._at(key, error) from error

    def key_steps(self, key: str, authored: tuple[AuthoredStep, ...]) -> tuple[KeyStep, ...]:
        return tuple(self.key_step(f"{key}[{place}]", step) for place, step in enumerate(authored))

    def key_step(self, key: str, authored: AuthoredStep) -> KeyStep:
        number = self.step(f"{key}.step", authored.step)
        quote = self.quote(key, authored, step=number)
        return KeyStep(step=number, why=self.text(f"{key}.why", authored.why), quote=quote)

    def places(self, key: str, authored: tuple[AuthoredPlace, ...]) -> tuple[Place, ...]:
        found = (self.place(f"{key}[{place}]", each) for place, each in enumerate(authored))
        return tuple(place for places in found for place in places)

    def place(self, key: str, authored: AuthoredPlace) -> tuple[Place, ...]:
        """One place; of a reference to every such step, one at each that shows the quote."""
        if authored.quote is None and authored.missing is None:
            raise self._at(key, "give a quote, or say what is missing")
        numbers = self.every(f"{key}.step", authored.step)
        if is_open(authored.step) and authored.quote is not None:
            quote = self.text(f"{key}.quote", authored.quote)
            numbers = tuple(number for number in numbers if self._shows(quote, number)) or numbers[:1]
        return tuple(
            Place(
                step=number,
                why=self.text(f"{key}.why", authored.why),
                quote=self.quote(key, authored, step=number),
                missing=None if authored.missing is None else self.text(f"{key}.missing", authored.missing),
            )
            for number in numbers
        )

    def quote(self, key: str, authored: AuthoredStep | AuthoredPlace, *, step: int) -> str | None:
        """The passage. Raises ScenarioRejected where the step does not show it."""
        quote = None if authored.quote is None else self.text(f"{key}.quote", authored.quote)
        if quote is not None and not self._shows(quote, step):
            raise self._at(f"{key}.quote", f"step {step} ({authored.step}) does not contain {quote!r}")
        return quote

    def _shows(self, quote: str, step: int) -> bool:
        return lies_in(quote, step_text(self.run.steps[step - 1], self.run))

    def _at(self, key: str, problem: object) -> ScenarioRejected:
        return ScenarioRejected(f"scenarios/{self.slug}/{ANSWER_FILE}: {key}: {problem}")


def resolve_answer(
    source: ScenarioSource,
    *,
    variant: str,
    run: Run,
    facts: Mapping[str, JSON],
    healthy_run: str | None,
    remedy_runs: Mapping[str, str],
    healthy: Run | None = None,
) -> AnswerKey:
    """The answer key of `variant`, whose shown run is `run`; `remedy_runs` maps a remedy's id to its run's.

    `consequences` and `noise` name kinds of steps: those count that came out otherwise than in the `healthy` run and
    have no other part.
    Raises ScenarioRejected naming file and key for a REF that matches nothing, an unknown fact, or a quote
    that is not in its step.
    """
    answer = source.answer
    at = _Resolver(slug=source.scenario.slug, run=run, facts=facts)
    key = AnswerKey(
        scenario=source.scenario.slug,
        variant=variant,
        failure_class=answer.failure_class,
        detectability=answer.detectability,
        fault=answer.fault.operator if answer.fault else None,
        root=at.steps("root", answer.root),
        accepted_roots=at.steps("also.roots", answer.also.roots),
        near=at.steps("near", answer.near),
        chain=at.steps("chain", answer.chain),
        symptom=at.steps("symptom", answer.symptom),
        acted_on=at.steps("acted_on", answer.acted_on),
        damage=at.steps("damage", answer.damage),
        wrong=at.places("wrong", answer.wrong),
        right=at.places("right", answer.right),
        red_herrings=_red_herrings(answer, at),
        evidence=at.key_steps("evidence", answer.evidence),
        accepted_classes=answer.also.classes,
        fix_lever=answer.fix_lever,
        accepted_levers=answer.also.levers,
        key_points=_key_points(answer, at),
        remedies=_remedies(answer, at, remedy_runs),
        explanation=at.text("explanation", answer.explanation),
        hints=_hints(answer, at),
        follow_ups=_follow_ups(answer, at),
        wrong_theories=_wrong_theories(answer, at),
        healthy_run=healthy_run,
    )
    return _with_the_rest(key, answer, at, healthy=healthy)


def _with_the_rest(key: AnswerKey, answer: AuthoredAnswer, at: _Resolver, *, healthy: Run | None) -> AnswerKey:
    """The key with what else differs, as the author sorted it: with a part in the failure, or with none."""
    consequences, noise = at.steps("consequences", answer.consequences), at.steps("noise", answer.noise)
    rest = (*consequences, *noise) if healthy is None else unclassified(key, shown=at.run, healthy=healthy)
    caused = tuple(step for step in consequences if step in rest)
    return replace(key, consequences=caused, noise=tuple(step for step in noise if step in {*rest} - {*caused}))


def _red_herrings(answer: AuthoredAnswer, at: _Resolver) -> tuple[RedHerring, ...]:
    return tuple(
        RedHerring(
            **asdict(at.key_step(f"red_herrings[{place}]", herring)),
            ruled_out_by=at.places(f"red_herrings[{place}].ruled_out_by", herring.ruled_out_by),
        )
        for place, herring in enumerate(answer.red_herrings)
    )


def _key_points(answer: AuthoredAnswer, at: _Resolver) -> tuple[KeyPoint, ...]:
    return tuple(
        KeyPoint(
            role=point.role,
            text=at.text(f"key_points[{place}].text", point.text),
        )
        for place, point in enumerate(answer.key_points)
    )


def _remedies(answer: AuthoredAnswer, at: _Resolver, runs: Mapping[str, str]) -> tuple[Remedy, ...]:
    return tuple(
        Remedy(
            id=remedy.id,
            title=at.text(f"remedies[{place}].title", remedy.title),
            detail=at.text(f"remedies[{place}].detail", remedy.detail),
            remark=at.text(f"remedies[{place}].remark", remedy.remark),
            lever=remedy.lever,
            repairs=remedy.repairs,
            run=runs.get(remedy.id, ""),
        )
        for place, remedy in enumerate(answer.remedies)
    )


def _hints(answer: AuthoredAnswer, at: _Resolver) -> tuple[Hint, ...]:
    return tuple(
        Hint(text=at.text(f"hints[{place}].text", hint.text), step=at.step(f"hints[{place}].step", hint.step))
        for place, hint in enumerate(answer.hints)
    )


def _follow_ups(answer: AuthoredAnswer, at: _Resolver) -> tuple[FollowUp, ...]:
    return tuple(
        FollowUp(
            question=at.text(f"follow_ups[{place}].question", follow_up.question),
            strong_answer=at.text(f"follow_ups[{place}].strong_answer", follow_up.strong_answer),
        )
        for place, follow_up in enumerate(answer.follow_ups)
    )


def _wrong_theories(answer: AuthoredAnswer, at: _Resolver) -> tuple[WrongTheory, ...]:
    return tuple(
        WrongTheory(
            theory=at.text(f"wrong_theories[{place}].theory", theory.theory),
            ruled_out_by=at.text(f"wrong_theories[{place}].ruled_out_by", theory.ruled_out_by),
            steps=at.steps(f"wrong_theories[{place}].steps", theory.steps),
            blames=at.steps(f"wrong_theories[{place}].blames", theory.blames),
            places=at.places(f"wrong_theories[{place}].places", theory.places),
        )
        for place, theory in enumerate(answer.wrong_theories)
    )
