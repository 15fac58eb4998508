import {
  absentRecordsBehind,
  type CivilDate,
  clauseOfReason,
  type DaysAlike,
  eligibilityValidFor,
  type Explanation,
  type Fact,
  type History,
  type Interval,
  payableFrom,
  pooledFundOn,
  quoteRepair,
  type Scheme,
  standingOn,
  timelineOf,
  validFor,
} from '#libs/enrollment';
import type { Coordinates } from '../coordinates/question.js';
import type { EligibilityAnswer } from '../decisions/decision-answers.js';
import { reasonText } from '../decisions/reason-texts.js';
import type { RecordingBook } from '../policy/recording-book.js';
import { completenessOf, type KnownSources, knownDays } from '../watermarks/completeness.js';
import type {
  Depth,
  ExplanationAnswer,
  RepairQuoteAnswer,
  StandingAnswer,
  TimelineAnswer,
} from './answers.js';

/** The settled coordinates of a question about a member: all that its answers need beside the history. */
export interface AnsweredFor {
  readonly member: string;
  readonly on: CivilDate;
  /** True where the answer for a member who is in `region` on `on` is no answer of the ledger itself. */
  isHypothetical(region: string): boolean;
  /** The coordinates to echo: with the packs used so far. */
  coordinates(): Coordinates;
}

/** The standing of the day asked about. */
export function standingFrom(
  asked: AnsweredFor,
  history: History,
  sourcesIn: (region: string) => KnownSources,
  daysAround: (history: History, on: CivilDate) => DaysAlike = validFor,
): StandingAnswer {
  const { on } = asked;
  const read = standingOn(history, on);
  const sources = sourcesIn(read.region);
  const { completeness, undetermined } = completenessOf(absentRecordsBehind(history, on), sources);
  // The days around the answer are looked at too, but the answer does not rest on their rules.
  const coordinates = asked.coordinates();
  return {
    member: asked.member,
    ...read,
    hypothetical: asked.isHypothetical(read.region),
    undetermined,
    completeness,
    validFor: knownDays(history, on, daysAround(history, on), sources),
    coordinates,
  };
}

/** Whether the pooled fund pays: three-valued, beside the standing that it follows from. */
export function eligibilityFrom(
  asked: AnsweredFor,
  history: History,
  sourcesIn: (region: string) => KnownSources,
  { scheme, language }: { readonly scheme: Scheme; readonly language: 'zh' | 'en' },
): Omit<EligibilityAnswer, 'decisionId'> {
  const { on } = asked;
  const standing = standingFrom(asked, history, sourcesIn, eligibilityValidFor);
  if (scheme !== 'resident') {
    const undetermined = [{ code: 'out-of-scope' as const }];
    return { ...standing, scheme, pooledFund: unknownFund, undetermined, completeness: [] };
  }
  if (standing.undetermined.length > 0) return { ...standing, scheme, pooledFund: unknownFund };
  const { payable, reasons } = pooledFundOn(history, on);
  const pooledFund = {
    payable,
    payableFrom: payableFrom(history, on),
    reasons: reasons.map((code) => {
      const clause = clauseOfReason(history, on, code);
      const text = reasonText(code, standing)[language];
      return { code, clause: clause === null ? null : `${clause.document} ${clause.at}`.trim(), text };
    }),
  };
  return { ...standing, scheme, pooledFund };
}

const unknownFund: EligibilityAnswer['pooledFund'] = { payable: null, payableFrom: null, reasons: [] };

/** The intervals of the history, as far as the caller may see: until `hiddenFrom`, null: all of them. */
export function timelineFrom(
  asked: AnsweredFor,
  history: History,
  hiddenFrom: CivilDate | null,
): TimelineAnswer {
  const intervals = timelineOf(history, asked.on);
  return {
    member: asked.member,
    hypothetical: asked.isHypothetical(standingOn(history, asked.on).region),
    intervals: hiddenFrom === null ? intervals : until(intervals, hiddenFrom),
    coordinates: asked.coordinates(),
  };
}

function until(intervals: readonly Interval[], day: CivilDate): readonly Interval[] {
  return intervals
    .filter(({ from }) => from < day)
    .map((interval) =>
      interval.until !== null && interval.until <= day ? interval : { ...interval, until: day },
    );
}

/** An explanation of the history's answer, for one kind of reader. */
export function explanationFrom(
  asked: AnsweredFor,
  history: History,
  explained: Explanation,
  depth: Depth,
): ExplanationAnswer {
  return {
    member: asked.member,
    ...trimmed(explained, depth),
    hypothetical: asked.isHypothetical(standingOn(history, asked.on).region),
    coordinates: asked.coordinates(),
  };
}

/**
 * What each reader is shown: the public the sentences and what can be done, a clerk the tree without its machine
 * parts, an auditor everything.
 */
function trimmed(explained: Explanation, depth: Depth): Explanation {
  switch (depth) {
    case 'public':
      return { ...explained, steps: [], notApplied: [], readings: [] };
    case 'clerk':
      return {
        ...explained,
        steps: explained.steps.map((step) => ({ ...step, formula: null, context: [], anyOf: [] })),
      };
    case 'audit':
      return explained;
  }
}

/** What repairing break years would cost and change, as if paid on the day asked about. */
export function quoteFrom(
  asked: AnsweredFor & { readonly facts: readonly Fact[]; readonly recording: RecordingBook },
  history: History,
  enrolmentYear: number | undefined,
): RepairQuoteAnswer {
  const { on, facts, recording } = asked;
  const quote = quoteRepair(facts, recording.book, { on, enrolmentYear });
  return {
    member: asked.member,
    ...quote,
    hypothetical: asked.isHypothetical(standingOn(history, on).region),
    coordinates: asked.coordinates(),
  };
}
