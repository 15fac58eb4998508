import type { Clause } from '#libs/enrollment';
import {
  type Depth,
  type ExplanationAnswer,
  type MemberEvent,
  formulaText,
  ruleWord,
} from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { ClauseText } from '../../parts/clause.js';
import { Link } from '../../parts/link.js';
import { factLine } from '../../words/facts.js';
import { useLanguage, useSay, useSayCode } from '../../words/words.js';
import { stepValue } from './step-value.js';

type Step = ExplanationAnswer['steps'][number];

/** The steps from the result down to the facts. A step that several rest on is shown once and then referred to. */
export function StepTree({
  explained,
  events,
  depth,
}: {
  readonly explained: ExplanationAnswer;
  readonly events: readonly MemberEvent[];
  readonly depth: Depth;
}): ReactNode {
  const say = useSay();
  const steps = new Map(explained.steps.map((step) => [step.id, step]));
  const result = explained.steps.at(-1);
  if (result === undefined) return null;
  const shown = new Set<string>();
  return (
    <div className="grounds">
      <section>
        <h3>{say('why.grounds')}</h3>
        <ul className="tree">
          <Node step={result} steps={steps} shown={shown} events={events} depth={depth} />
        </ul>
      </section>
      <aside>
        <h3>{say('why.clauses')}</h3>
        {clausesOf(explained.steps).map((clause) => (
          <p key={`${clause.document} ${clause.at} ${clause.paraphrase.zh}`}>
            <ClauseText clause={clause} isWhole />
          </p>
        ))}
      </aside>
    </div>
  );
}

function clausesOf(steps: readonly Step[]): readonly Clause[] {
  return [
    ...new Map(
      steps.map(({ clause }) => [`${clause.document} ${clause.at} ${clause.paraphrase.zh}`, clause]),
    ).values(),
  ];
}

function Node({
  step,
  steps,
  shown,
  events,
  depth,
}: {
  readonly step: Step;
  readonly steps: ReadonlyMap<string, Step>;
  readonly shown: Set<string>;
  readonly events: readonly MemberEvent[];
  readonly depth: Depth;
}): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const language = useLanguage();
  const isShown = shown.has(step.id);
  shown.add(step.id);
  const field = /^standing\.(.+)$/.exec(step.rule)?.[1];
  const name = field === undefined ? ruleWord(step.rule, language) : sayCode('field', field);
  const inputs = step.inputs.flatMap((id) => steps.get(id) ?? []);
  const formula = step.formula === null ? null : formulaText(step.formula, language, step.unit);
  return (
    <li>
      <span className="step">
        <span className="rule">{name}</span>
        <span className="equals">= {stepValue(step.value, step.unit, { say, language })}</span>
        {depth === 'audit' && formula !== null && <code className="formula">{formula}</code>}
        {step.readingIds.map((id) => (
          <Link key={id} to={`/readings/${id}`} className="chip">
            {id}
          </Link>
        ))}
        {!isShown && <ClauseText clause={step.clause} />}
        {isShown && <span className="soft">{say('why.above')}</span>}
      </span>
      {depth === 'audit' && !isShown && <code className="soft machine">{`${step.rule} · ${step.id}`}</code>}
      {!isShown && (
        <ul>
          {step.absent.map(({ type, coverageYear }) => (
            <li key={`${type} ${String(coverageYear)}`} className="absent">
              {say('why.absent', {
                fact: say(
                  `absent.${type === 'RepairPaid' ? 'repair' : type === 'PremiumPaid' ? 'payment' : 'other'}`,
                ),
                year: coverageYear ?? '',
              })}
            </li>
          ))}
          {step.eventIds.flatMap((id) => {
            const event = events.find((each) => each.id === id);
            return event === undefined ? [] : [<Fact key={id} event={event} />];
          })}
          {inputs.map((input) => (
            <Node key={input.id} step={input} steps={steps} shown={shown} events={events} depth={depth} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Fact({ event }: { readonly event: MemberEvent }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <li className="fact">
      {factLine(event, { say, language })} <span className="day">{event.effectiveOn}</span>{' '}
      <span className="soft mono">#{event.position}</span>
    </li>
  );
}
