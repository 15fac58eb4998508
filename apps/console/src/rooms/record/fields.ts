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

/** A field of a form: its name in the API, what it holds, and whether it may stay empty. */
export interface FormField extends Field {
  readonly name: string;
}

/** The fields of a fact that a form asks for. A replacement is a whole fact of its own and is left to the API. */
export function fieldsOf(type: FactType): readonly FormField[] {
  return Object.entries(FACT_FIELDS[type].fields)
    .map(([name, field]) => ({ name, ...field }))
    .filter(({ kind }) => kind !== 'replacement');
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

function wholeNumber(typed: string): number | undefined {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : undefined;
}
