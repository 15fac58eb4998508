import type { YearCloseMember } from '#libs/ledger';

const COLUMNS: readonly (keyof YearCloseMember)[] = [
  'member',
  'liableFrom',
  'lapsedOn',
  'inPreview',
  'outcome',
  'eventId',
  'recordedAt',
];

/** Members of a close as CSV, line by line, with a header. No field can hold a comma, a quote or a line end. */
export async function* membersCsv(members: AsyncIterable<YearCloseMember>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const member of members) yield `${COLUMNS.map((name) => member[name] ?? '').join(',')}\r\n`;
}
