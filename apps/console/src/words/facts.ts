import {
  FACT_WORDS,
  type FlipEvent,
  POLICY_EVENT_WORDS,
  SCHEME_WORDS,
  STATUS_WORDS,
  type MemberEvent,
  REASON_WORDS,
  type Consequence,
} from '#libs/ledger/pure';
import type { FactData, NotPayableReason } from '#libs/enrollment';
import type { DayChange } from '../derivation/changes.js';
import type { MemberSource } from '../derivation/local-member.js';
import { policyName } from '../derivation/policy-source.js';
import { length, range, yearRuns, years, yuan } from './values.js';
import type { Language, Say } from './words.js';

/** How a fact is told in a line. */
export interface Speaker {
  readonly say: Say;
  readonly language: Language;
}

type Fields<T extends keyof FactData> = FactData[T];

/** A fact in one line: what it is, and the fields that tell it from others. */
export function factLine(
  { type, data }: Pick<MemberEvent, 'type' | 'data'>,
  { say, language }: Speaker,
): string {
  const details = detailsOf(type, data, { say, language });
  return [FACT_WORDS[type][language], ...details].join(' · ');
}

function detailsOf(
  type: MemberEvent['type'],
  data: MemberEvent['data'],
  { say, language }: Speaker,
): readonly string[] {
  const year = (coverageYear: number): string => say('fact.coverageYear', { year: coverageYear });
  switch (type) {
    case 'MemberRegistered':
      return [say('fact.registered', { region: (data as Fields<'MemberRegistered'>).region })];
    case 'PremiumPaid': {
      const { coverageYear, amountFen, channel } = data as Fields<'PremiumPaid'>;
      return [
        year(coverageYear),
        ...(amountFen === undefined ? [] : [say('fact.yuan', { amount: yuan(amountFen, say) })]),
        ...(channel === undefined ? [] : [channel]),
      ];
    }
    case 'PremiumRefunded':
    case 'CoverageLapsed':
    case 'LapseRescinded':
      return [year((data as Fields<'PremiumRefunded'>).coverageYear)];
    case 'RepairPaid':
    case 'RepairRefunded': {
      const { breakYears, enrolmentYear } = data as Fields<'RepairPaid'>;
      return [
        say('fact.repairs', { years: yearRuns(breakYears) }),
        say('fact.enrolment', { year: enrolmentYear }),
      ];
    }
    case 'ClaimSettled': {
      const { pooledFundFen, majorIllnessFen, medicalAidFen, servedOn } = data as Fields<'ClaimSettled'>;
      const funds = [
        ['fact.pooled', pooledFundFen],
        ['fact.major', majorIllnessFen],
        ['fact.aid', medicalAidFen],
      ] as const;
      const paid = funds
        .filter(([, fen]) => fen > 0)
        .map(([name, fen]) => say(name, { amount: yuan(fen, say) }));
      return [
        say('fact.served', { day: servedOn }),
        ...(paid.length === 0 ? [say('fact.nothingPaid')] : paid),
      ];
    }
    case 'ClaimReversed':
      return [(data as Fields<'ClaimReversed'>).claimId];
    case 'SchemeTransferred': {
      const { from, to } = data as Fields<'SchemeTransferred'>;
      return [`${SCHEME_WORDS[from][language]} → ${SCHEME_WORDS[to][language]}`];
    }
    case 'RegionTransferred': {
      const { fromRegion, toRegion } = data as Fields<'RegionTransferred'>;
      return [`${fromRegion} → ${toRegion}`];
    }
    case 'SpecialStatusGranted':
    case 'SpecialStatusEnded':
      return [STATUS_WORDS[(data as Fields<'SpecialStatusGranted'>).status][language]];
    case 'OpeningBalanceDeclared':
      return [say('fact.asOf', { year: (data as Fields<'OpeningBalanceDeclared'>).asOfYear })];
    case 'MemberDeceased':
      return [];
    case 'FactCorrected': {
      const { reason, replacement } = data as Fields<'FactCorrected'>;
      return [
        say(`reason.${reason}`),
        ...(replacement === undefined ? [say('fact.annulled')] : [say('fact.replaced')]),
      ];
    }
  }
}

/** An event that made a difference: a fact of the member in its own words, or what kind of policy event it is, and of what. */
export function flipEventLine(
  { eventId, type, position }: FlipEvent,
  { events, policy }: MemberSource,
  speaker: Speaker,
): string {
  const fact = events.find(({ id }) => id === eventId);
  if (fact !== undefined) return factLine(fact, speaker);
  const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
    ...FACT_WORDS,
    ...POLICY_EVENT_WORDS,
  };
  return [words[type]?.[speaker.language] ?? type, policyName(policy, position) ?? ''].join(' ').trim();
}

/** What a fact changed about one figure, and for which days. */
export function consequenceLine(change: Consequence, speaker: Speaker): string {
  const { serviceDates, field, before, after } = change;
  const { say } = speaker;
  return say('change.line', {
    figure: figureName(field, say),
    before: figureValue(field, before, speaker),
    after: figureValue(field, after, speaker),
    range: range(serviceDates, say),
  });
}

/** What a day changed about one figure. */
export function dayChangeLine({ field, before, after }: DayChange, speaker: Speaker): string {
  const { say } = speaker;
  return say('change.plain', {
    figure: figureName(field, say),
    before: figureValue(field, before, speaker),
    after: figureValue(field, after, speaker),
  });
}

/** The name of a figure of the answers. */
export function figureName(field: DayChange['field'], say: Say): string {
  return say(`figure.${field}`);
}

/** A figure as a person reads it. */
export function figureValue(field: DayChange['field'], value: unknown, { say, language }: Speaker): string {
  switch (field) {
    case 'covered':
      return SCHEME_WORDS[value as keyof typeof SCHEME_WORDS][language];
    case 'breakYears': {
      const list = value as readonly number[];
      return list.length === 0 ? say('word.none') : yearRuns(list);
    }
    case 'pooledFund': {
      const { payable, reasons } = value as { payable: boolean; reasons: readonly NotPayableReason[] };
      if (payable) return say('word.payable');
      const [reason] = reasons;
      return reason === undefined
        ? say('word.notPayable')
        : say('word.notPayableFor', { reason: REASON_WORDS[reason][language] });
    }
    case 'waiting': {
      if (value === null) return say('word.noWait');
      const wait = value as { totalMonths: number | null; benefitsFrom: string };
      return say('word.waitUntil', { length: length(wait, say), from: wait.benefitsFrom });
    }
    case 'streakYears':
      return years(value as number, say);
    case 'effectiveCeilingFen':
      return value === null ? '–' : yuan(value as number, say);
    case 'continuousCreditFen':
    case 'zeroClaimCreditFen':
    case 'breakPenaltyFen':
      return yuan(value as number | null, say);
  }
}
