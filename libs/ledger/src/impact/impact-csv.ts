import type { ImpactMember } from './impact-answers.js';

const COLUMNS: Readonly<Record<string, (row: ImpactMember) => string | number | null>> = {
  member: ({ member }) => member,
  region: ({ region }) => region,
  buckets: ({ buckets }) => buckets.join(' '),
  from: ({ affected }) => affected.from,
  until: ({ affected }) => affected.until,
  payableGainedDays: ({ payableGainedDays }) => payableGainedDays,
  payableLostDays: ({ payableLostDays }) => payableLostDays,
  waitYear: ({ waiting }) => waiting?.coverageYear ?? null,
  waitMonthsBefore: ({ waiting }) => waiting?.before?.totalMonths ?? null,
  waitMonthsAfter: ({ waiting }) => waiting?.after?.totalMonths ?? null,
  benefitsFromBefore: ({ waiting }) => waiting?.before?.benefitsFrom ?? null,
  benefitsFromAfter: ({ waiting }) => waiting?.after?.benefitsFrom ?? null,
  ceilingYear: ({ ceiling }) => ceiling?.coverageYear ?? null,
  ceilingBeforeFen: ({ ceiling }) => ceiling?.beforeFen ?? null,
  ceilingAfterFen: ({ ceiling }) => ceiling?.afterFen ?? null,
  ceilingFen: ({ ceilingFen }) => ceilingFen,
  paidOnLostDaysFen: ({ paidOnLostDaysFen }) => paidOnLostDaysFen,
  decisions: ({ decisions }) => decisions,
};

/** Members of a run as CSV, line by line, with a header. No field can hold a comma, a quote or a line end. */
export async function* impactCsv(members: AsyncIterable<ImpactMember>): AsyncGenerator<string> {
  yield `${Object.keys(COLUMNS).join(',')}\r\n`;
  const fields = Object.values(COLUMNS);
  for await (const member of members) yield `${fields.map((field) => field(member) ?? '').join(',')}\r\n`;
}
