import {
  changeDays,
  derive,
  type History,
  type Interval,
  pooledFundOn,
  standingOn,
  timelineOf,
  Trace,
  validFor,
  yearOf,
} from '#libs/enrollment';
import { type PolicyCase, submit } from '#libs/policy';

type Steps = ReturnType<Trace['upTo']>;

/** What is derived from the facts of a case as text: the steps and what was tried in vain, the timeline, the standings. */
export function recordOf(told: PolicyCase): string {
  const { accepted, book, refused } = submit(told);
  if (refused.length > 0) throw new Error(`A fact of ${told.name} is refused: ${String(refused[0]?.error)}`);
  const days = told.expect.map(({ on }) => on);
  const last = days.reduce((a, b) => (b > a ? b : a));
  const trace = new Trace();
  const history = derive(accepted, book, { throughYear: yearOf(last), trace });
  if (history === undefined) throw new Error(`${told.name} registers nobody.`);
  const { steps, notApplied } = trace.upTo(results(history));
  return [
    ...section('steps', steps.map(stepLine)),
    ...section('tried in vain', notApplied.map(triedLine)),
    ...section('timeline', timelineOf(history, last).map(intervalLine)),
    ...section('days of change', [changeDays(history).join(' ')]),
    ...days.flatMap((on) =>
      section(on, [
        JSON.stringify(standingOn(history, on)),
        `the same ${JSON.stringify(validFor(history, on))}`,
        `pooled fund ${JSON.stringify(pooledFundOn(history, on))}`,
      ]),
    ),
    '',
  ].join('\n');
}

/** The steps that nothing else may rest on. */
function results({
  ceilings,
  continuous,
  enrolments,
  penalty,
  streak,
  zeroClaim,
}: History): readonly string[] {
  const series = [streak, continuous, zeroClaim, penalty].flat();
  return [
    ...enrolments.flatMap(({ year }) => [`wait:${String(year)}`, `zeroYear:${String(year)}`]),
    ...ceilings.all().map(({ year }) => `ceiling:${String(year)}`),
    ...series.flatMap(({ stepId }) => stepId ?? []),
  ];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [`# ${title}`, ...lines];
}

function stepLine(step: Steps['steps'][number]): string {
  const { absent, anyOf, clause, eventIds, formula, id, inputs, readingIds, rule, unit, value } = step;
  return [
    `${id} ${rule}: ${JSON.stringify(value)} ${unit}`,
    formula,
    listed('from', inputs),
    listed('readings', readingIds),
    listed('facts', eventIds),
    ...anyOf.map((ids) => listed('any of', ids)),
    listed(
      'without',
      absent.map(({ type, coverageYear }) => `${type} ${String(coverageYear)}`),
    ),
    `${clause.document} ${clause.at}`,
  ]
    .filter((part) => part !== null)
    .join(' | ');
}

function listed(title: string, names: readonly string[]): string | null {
  return names.length === 0 ? null : `${title} ${names.join(', ')}`;
}

function triedLine({ needed, rule, seen }: Steps['notApplied'][number]): string {
  return `${rule}: ${needed} | ${seen ?? 'nothing'}`;
}

function intervalLine({ from, kind, until, value }: Interval): string {
  return `${from} ${until ?? 'open'} ${kind}${value === undefined ? '' : ` ${JSON.stringify(value)}`}`;
}
