import type { ComparedField, NotPayableReason, Scheme, Standing, WarningCode } from '#libs/enrollment';
import { REASON_WORDS, SCHEME_WORDS, WARNING_WORDS } from '#libs/ledger';
import type { Say } from '../language.js';
import { yearsText, yesText, yuanText } from '../words/figures.js';
import { ceilingText, employeeYearsText, waitingText } from './standing-lines.js';

/** A compared field for people; where no registration is known, a dash. */
export function comparedText(field: ComparedField, value: unknown, say: Say): string {
  const none = '-';
  switch (field) {
    case 'waiting':
      return waitingText(value as Standing['waiting'], say);
    case 'continuousCredit':
    case 'zeroClaimCredit':
    case 'breakPenalty':
      return yuanText(value as number | null, say);
    case 'employeeYearsEquivalent':
      return value === null ? none : employeeYearsText(value as EmployeeYears, say);
    case 'pooledFund':
      return value === null ? none : fundText(value as Fund, say);
    case 'covered':
      return value === null ? none : say(SCHEME_WORDS[value as Scheme | 'none']);
    case 'benefitEligible':
    case 'zeroClaimProvisional':
      return value === null ? none : yesText(value as boolean, say);
    case 'streakYears':
      return value === null ? none : yearsText(value as number, say);
    case 'ceiling':
      return value === null ? none : ceilingText(value as Standing['ceiling'], say);
    case 'region':
      return value === null ? none : (value as string);
    case 'warnings':
      return listText(value, (code) => say(WARNING_WORDS[code as WarningCode]));
    case 'breakYears':
    case 'readingIds':
      return listText(value, String);
  }
}

type EmployeeYears = NonNullable<Standing['employeeYearsEquivalent']>;

interface Fund {
  readonly payable: boolean | null;
  readonly reasons: readonly NotPayableReason[];
}

function fundText({ payable, reasons }: Fund, say: Say): string {
  if (payable === null) return say({ zh: '待定', en: 'undetermined' });
  if (payable) return say({ zh: '可支付', en: 'pays' });
  const why = reasons.map((reason) => say(REASON_WORDS[reason])).join(', ');
  return say({ zh: `不支付(${why})`, en: `does not pay (${why})` });
}

function listText(value: unknown, text: (each: unknown) => string): string {
  return Array.isArray(value) && value.length > 0 ? value.map(text).join(' ') : '-';
}
