/** One record of an answer. */
export type DataRecord = Readonly<Record<string, unknown>>;

/** A byte-order mark, by which Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Records as CSV with a header line. Nested fields are named with dots, lists of plain values are joined by blanks.
 * For Excel: a byte-order mark, CRLF, and every text that it would take for a number or a formula as text (`="0042"`).
 */
export function csvText(records: readonly DataRecord[], { excel }: { readonly excel: boolean }): string {
  const flat = records.map((record) => new Map(flattened(record, '')));
  const names = [...new Set(flat.flatMap((record) => [...record.keys()]))];
  const lines = [names, ...flat.map((record) => names.map((name) => cell(record.get(name), excel)))];
  const text = lines.map((line) => line.map(quoted).join(',') + (excel ? '\r\n' : '\n')).join('');
  return excel ? BYTE_ORDER_MARK + text : text;
}

function flattened(record: DataRecord, prefix: string): [string, unknown][] {
  return Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
    const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isNested ? flattened(value as DataRecord, `${prefix}${name}.`) : [[`${prefix}${name}`, value]];
  });
}

function cell(value: unknown, excel: boolean): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string')
    return excel && isMistakable(value) ? `="${value.replaceAll('"', '""')}"` : value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.some((item) => typeof item === 'object') ? JSON.stringify(value) : value.join(' ');
}

/** A number that is an id (leading zeros and long numbers would be lost), or something that starts a formula. */
function isMistakable(text: string): boolean {
  return /^(?:\d+(?:[.eE]\d*)?$|[=+\-@\t\r])/.test(text);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
