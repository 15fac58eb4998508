import {
  type ComparedField,
  EXPLAINED_FIELDS,
  type ExplainedField,
  type WarningCode,
} from '#libs/enrollment';
import { SCHEME_WORDS, WARNING_WORDS } from '#libs/ledger/pure';
import { figureValue, type Speaker } from './facts.js';
import { length, yearRuns, years, yuan } from './values.js';
import type { MessageName, Say } from './words.js';

interface Wait {
  readonly totalMonths?: number | null;
  readonly totalDays?: number | null;
  readonly benefitsFrom: string;
}

/** The value of an explained field, or of what a change of it would give, as a person reads it. */
export function explainedValue(field: ExplainedField, value: unknown, { say, language }: Speaker): string {
  switch (field) {
    case 'waiting': {
      if (value === null) return say('word.noWait');
      const wait = value as Wait;
      const from = say('person.payableFrom', { day: wait.benefitsFrom });
      return `${length(wait, say)} · ${from}`;
    }
    case 'covered':
      return SCHEME_WORDS[value as keyof typeof SCHEME_WORDS][language];
    case 'benefitEligible':
    case 'zeroClaimProvisional':
      return say(value === true ? 'word.yes' : 'word.no');
    case 'breakYears': {
      const list = value as readonly number[];
      return list.length === 0 ? say('word.none') : yearRuns(list);
    }
    case 'streakYears':
      return years(value as number, say);
    case 'continuousCredit':
    case 'zeroClaimCredit':
    case 'breakPenalty':
      return yuan(value as number | null, say);
    case 'ceiling': {
      const { effectiveFen, status } = value as { effectiveFen: number | null; status: string };
      if (status === 'known') return yuan(effectiveFen, say);
      if (status === 'not-struck') return say('word.notStruck');
      return say(status === 'indeterminate' ? 'word.indeterminate' : 'word.notApplicable');
    }
    case 'employeeYearsEquivalent': {
      if (value === null) return say('word.notApplicable');
      const { years: whole, remainderYears } = value as { years: number; remainderYears: number };
      return say('word.employeeYears', { years: whole, remainder: remainderYears });
    }
  }
}

/** The value of a field that two coordinates are compared by; `–` where no registration counts. */
export function comparedValue(field: ComparedField, value: unknown, speaker: Speaker): string {
  const explained = EXPLAINED_FIELDS.find((each) => each === field);
  if (value === null && !MAY_BE_NULL.includes(field)) return '–';
  if (explained !== undefined) return explainedValue(explained, value, speaker);
  if (field === 'pooledFund') {
    const { payable } = value as { readonly payable: boolean | null };
    return payable === null ? speaker.say('word.indeterminate') : figureValue(field, value, speaker);
  }
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return speaker.say('word.none');
  if (field === 'readingIds') return value.join(' ');
  return (value as readonly WarningCode[]).map((code) => WARNING_WORDS[code][speaker.language]).join('; ');
}

/** What a compared field is called. */
export function comparedName(field: ComparedField, say: Say): string {
  return say(COMPARED_NAMES[field]);
}

const COMPARED_NAMES: Readonly<Record<ComparedField, MessageName>> = {
  pooledFund: 'figure.pooledFund',
  covered: 'figure.covered',
  benefitEligible: 'field.benefitEligible',
  waiting: 'figure.waiting',
  breakYears: 'figure.breakYears',
  streakYears: 'figure.streakYears',
  continuousCredit: 'figure.continuousCreditFen',
  zeroClaimCredit: 'figure.zeroClaimCreditFen',
  zeroClaimProvisional: 'field.zeroClaimProvisional',
  breakPenalty: 'figure.breakPenaltyFen',
  ceiling: 'figure.effectiveCeilingFen',
  employeeYearsEquivalent: 'field.employeeYearsEquivalent',
  region: 'figure.region',
  warnings: 'figure.warnings',
  readingIds: 'person.readings',
};

/** Fields of which null is a value: no wait, an amount that is not known, no employee years. */
const MAY_BE_NULL: readonly ComparedField[] = [
  'waiting',
  'continuousCredit',
  'zeroClaimCredit',
  'breakPenalty',
  'employeeYearsEquivalent',
];
