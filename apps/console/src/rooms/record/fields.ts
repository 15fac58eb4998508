import {
  FACT_FIELDS,
  type FactType,
  type Field,
  type FieldKind,
  isCivilDate,
  REASONS,
  SCHEMES,
  STATUSES,
  TRANSFER_SIDES,
} from '#libs/enrollment';
import type { MemberEvent } from '#libs/ledger/pure';

/** A field of a form: its name in the API, what it holds, and whether it may stay empty. */
export interface FormField extends Field {
  readonly name: string;
}

/** What stands before the name of a field of the fact that is put in the place of a corrected one. */
const REPLACEMENT = 'replacement.';

/** The fields of a fact that a form asks for. A replacement is a whole fact of its own, with fields of its own. */
export function fieldsOf(type: FactType): readonly FormField[] {
  return Object.entries(FACT_FIELDS[type].fields)
    .map(([name, field]) => ({ name, ...field }))
    .filter(({ kind }) => kind !== 'replacement');
}

/** The fields of the fact that takes the place of a corrected one of a type. */
export function replacementFields(type: FactType): readonly FormField[] {
  return fieldsOf(type).map((field) => ({ ...field, name: REPLACEMENT + field.name }));
}

/** The name of a field without its place. */
export function ownName({ name }: FormField): string {
  return name.startsWith(REPLACEMENT) ? name.slice(REPLACEMENT.length) : name;
}

/** What the form of a replacement begins with: the fact as it was recorded, or as it was put in its place. */
export function recordedValues({
  type,
  data,
}: Pick<MemberEvent, 'type' | 'data'>): Readonly<Record<string, string>> {
  const recorded = data as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    replacementFields(type).map((field) => [field.name, typed(field, recorded[ownName(field)])]),
  );
}

/** True where an empty field says something: that there are none. */
function meansNone(field: FormField): boolean {
  return ownName(field) === 'openBreakYears';
}

/** True for a field that may be left empty. */
export function mayBeEmpty(field: FormField): boolean {
  return field.optional === 'always' || meansNone(field);
}

/** The body that a form posts: what is filled in, by the names of the API. */
export function bodyOf(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields
      .filter((field) => (values[field.name] ?? '').trim() !== '' || meansNone(field))
      .map((field) => [ownName(field), parsed(field, values[field.name] ?? '')]),
  );
}

/** The fields that cannot be sent as they are: empty where something is asked for, or not to be read. */
export function wrongFields(
  fields: readonly FormField[],
  values: Readonly<Record<string, string>>,
): readonly FormField[] {
  return fields.filter((field) => {
    const text = values[field.name] ?? '';
    return text.trim() === '' ? !mayBeEmpty(field) : parsed(field, text) === undefined;
  });
}

const CHOICES: Readonly<Partial<Record<FieldKind, readonly string[]>>> = {
  reason: REASONS,
  status: STATUSES,
  scheme: SCHEMES,
  'transfer-side': TRANSFER_SIDES,
  flag: ['true', 'false'],
};

/** The choices of a field that has some. */
export function choicesOf({ kind }: FormField): readonly string[] | null {
  return CHOICES[kind] ?? null;
}

const READERS: Readonly<Partial<Record<FieldKind, (typed: string) => unknown>>> = {
  amount: (typed) => {
    const [, yuan = '', , fen = ''] = /^(\d{1,12})(\.(\d{1,2}))?$/.exec(typed.replaceAll(',', '')) ?? [];
    return yuan === '' ? undefined : Number(yuan) * 100 + Number(fen.padEnd(2, '0'));
  },
  count: wholeNumber,
  year: wholeNumber,
  years: (typed) => {
    const years = typed.split(/[\s,、，]+/).filter((each) => each !== '');
    return years.every((each) => /^\d{4}$/.test(each)) ? years.map(Number) : undefined;
  },
  date: (typed) => (isCivilDate(typed) ? typed : undefined),
  flag: (typed) => typed === 'true',
};

/** What a person typed, as the API takes it; undefined where it cannot be read. */
export function parsed({ kind }: FormField, text: string): unknown {
  const typed = text.trim();
  const read = READERS[kind];
  return read === undefined ? typed : read(typed);
}

/** A recorded value as a person would type it: `parsed` of it is the value again. */
export function typed({ kind }: FormField, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'amount' && typeof value === 'number')
    return `${String(Math.trunc(value / 100))}.${String(value % 100).padStart(2, '0')}`;
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wholeNumber(typed: string): number | undefined {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}
