import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import { fen, type Fen } from '../fen.js';
import type { PolicyBook } from '../policy-book.js';
import { derive, type History, waitingEnrolmentOn } from '../standing/history.js';
import { repairPriceFen } from '../standing/wait/repairs.js';
import { totalLength, type TotalLength, type Wait } from '../standing/wait/wait.js';
import type { Enrolment } from '../standing/enrolment.js';
import { withFact } from './hypothetical-fact.js';

/** What repairing so many break years would give, paid on the day asked about. */
export interface RepairQuoteRow extends TotalLength {
  /** Break years repaired by this payment. */
  readonly years: number;
  /** Null where the region's price for the year of repair is unknown. */
  readonly costFen: Fen | null;
  readonly benefitsFrom: CivilDate;
  /** False where benefits would begin no earlier than with a year less, whether the ledger would refuse it or not. */
  readonly helps: boolean;
}

/** The repairs that an enrolment could still take; `rows` is empty where it serves no wait of its own. */
export interface RepairQuote {
  readonly enrolmentYear: number | null;
  /** Break years that are not repaired yet, latest first. */
  readonly breakYears: readonly number[];
  readonly rows: readonly RepairQuoteRow[];
}

/**
 * A row for each number of years from 0 to as many as the wait has variable parts, as if paid on `on`. The enrolment is the
 * one whose wait that day shows, or the one of `enrolmentYear`.
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(四): at the individual standard of the year of repair.
 */
export function quoteRepair(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly enrolmentYear?: number | undefined },
): RepairQuote {
  const { on, enrolmentYear } = question;
  const history = derive(facts, book, { throughYear: yearOf(on) });
  if (history === undefined) return withoutRows(null);
  const enrolment = quotedEnrolment(history, on, enrolmentYear);
  if (enrolment === undefined) return withoutRows(null);
  const { wait } = enrolment;
  if (!hasLength(wait)) return withoutRows(enrolment.year);
  const repaired = history.member.repairs
    .filter(({ data }) => data.enrolmentYear === enrolment.year)
    .flatMap(({ data }) => data.breakYears);
  const open = enrolment.breakYears.filter((year) => !repaired.includes(year));
  const price = repairPriceFen(history.member, enrolment.rules, on);
  let row: RepairQuoteRow = {
    years: 0,
    costFen: fen(0),
    ...totalLength(wait),
    benefitsFrom: wait.benefitsFrom,
    helps: false,
  };
  const rows = [row];
  const parts = Math.ceil((wait.variable ?? 0) / enrolment.rules.wait.repairPerYear);
  const most = Math.min(open.length, parts);
  for (let years = 1; years <= most; years += 1) {
    const costFen = price === undefined ? null : fen(price * years);
    const repair = { on, enrolment, years, breakYears: open.slice(0, years) };
    row = quoteRow(facts, book, repair, costFen, row);
    rows.push(row);
  }
  return { enrolmentYear: enrolment.year, breakYears: open, rows };
}

function withoutRows(enrolmentYear: number | null): RepairQuote {
  return { enrolmentYear, breakYears: [], rows: [] };
}

function quoteRow(
  facts: readonly Fact[],
  book: PolicyBook,
  repair: {
    readonly on: CivilDate;
    readonly enrolment: Enrolment;
    readonly years: number;
    readonly breakYears: readonly number[];
  },
  costFen: Fen | null,
  last: RepairQuoteRow,
): RepairQuoteRow {
  const { on, enrolment, years, breakYears } = repair;
  const { year } = enrolment;
  const repaired = withFact(facts, book, { type: 'RepairPaid', breakYears, enrolmentYear: year, paidOn: on });
  const history = repaired === undefined ? undefined : derive(repaired, book, { throughYear: year });
  const wait = history?.enrolments.find((each) => each.year === year)?.wait;
  // What the ledger would refuse leaves everything as the row before has it.
  if (!hasLength(wait)) return { ...last, years, costFen, helps: false };
  const helps = wait.benefitsFrom < last.benefitsFrom;
  return { years, costFen, ...totalLength(wait), benefitsFrom: wait.benefitsFrom, helps };
}

function hasLength(wait: Wait | null | undefined): wait is Wait & { readonly total: number } {
  return wait !== null && wait !== undefined && wait.total !== null;
}

function quotedEnrolment(
  history: History,
  on: CivilDate,
  enrolmentYear: number | undefined,
): Enrolment | undefined {
  const shown = waitingEnrolmentOn(history, on);
  // A carried wait is repaired for the enrolment that brought it.
  const year = enrolmentYear ?? shown?.wait?.year ?? shown?.year;
  return history.enrolments.find((enrolment) => enrolment.year === year);
}
