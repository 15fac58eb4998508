import {
  CIVIL_YEARS,
  type CivilDate,
  dayOfYear,
  DomainError,
  type Fen,
  isCivilDate,
  invalidAmount,
  invalidDate,
  isFen,
  malformed,
  oneOfWords,
  pointerToken,
  type Premium,
  type PriceStep,
  priceStepsFault,
  unknownName,
  whatIs,
  type YearlyDay,
} from '#libs/enrollment';

/** The members of an untrusted object. */
export type Fields = Readonly<Record<string, unknown>>;

/** A number or null for every year, a map by year, or nothing: unknown. */
export function amountsAt(input: unknown, at: string): ReadonlyMap<number, Fen | null> {
  if (input === undefined) return new Map();
  if (input === null || typeof input === 'number') return new Map([[CIVIL_YEARS.first, amountAt(input, at)]]);
  return new Map(
    Object.entries(objectAt(input, at)).map(([year, amount]) => {
      const place = `${at}/${pointerToken(year)}`;
      return [yearAt(year, place), amountAt(amount, place)];
    }),
  );
}

function amountAt(input: unknown, at: string): Fen | null {
  if (input === null || isFen(input)) return input;
  if (typeof input !== 'number')
    throw malformed(at, whatIs(input), { zh: '以分计的金额, 或 null', en: 'an amount in fen, or null' });
  throw new DomainError([invalidAmount(at, input)]);
}

/** A premium for every year or a map by year, each an amount or steps `{from, amountFen}`; nothing: unknown. */
export function premiumsAt(input: unknown, at: string): ReadonlyMap<number, Premium> {
  if (input === undefined) return new Map();
  if (typeof input === 'number' || Array.isArray(input))
    return new Map([[CIVIL_YEARS.first, premiumAt(input, at)]]);
  return new Map(
    Object.entries(objectAt(input, at)).map(([year, premium]) => {
      const place = `${at}/${pointerToken(year)}`;
      return [yearAt(year, place), premiumAt(premium, place)];
    }),
  );
}

const disordered = { zh: '日期次序不对或种类不一的分段', en: 'steps out of order or of both kinds' };

function premiumAt(input: unknown, at: string): Premium {
  if (!Array.isArray(input)) return knownAmountAt(input, at);
  const steps = input.map((step: unknown, index): PriceStep => {
    const place = `${at}/${String(index)}`;
    const { from = null, amountFen } = objectAt(step, place, ['from', 'amountFen']);
    return {
      from: from === null ? null : yearlyDayAt(from, `${place}/from`),
      amountFen: knownAmountAt(amountFen, `${place}/amountFen`),
    };
  });
  if (priceStepsFault(steps) === null) return steps;
  throw malformed(at, disordered, {
    zh: '按日期先后排列的分段, 日期须均为每年的日期或均为具体日期',
    en: 'steps in the order of their days, all yearly or all dates',
  });
}

function knownAmountAt(input: unknown, at: string): Fen {
  const amount = amountAt(input, at);
  if (amount === null) throw malformed(at, whatIs(amount), { zh: '以分计的金额', en: 'an amount in fen' });
  return amount;
}

/** A day, or a yearly one such as `prev-09-01` or `same-02-last`. */
export function yearlyDayAt(input: unknown, at: string): YearlyDay | CivilDate {
  if (isCivilDate(input)) return input;
  const isYearly = typeof input === 'string' && /^(prev|same)-(0[1-9]|1[0-2])-(\d{2}|last)$/.test(input);
  // 2027 is no leap year: 29 February does not come every year, `02-last` does.
  if (isYearly && isCivilDate(dayOfYear(input, 2027))) return input as YearlyDay;
  throw malformed(at, whatIs(input), {
    zh: '日期, 或每年的日期如 prev-09-01',
    en: 'a day, or a yearly one such as prev-09-01',
  });
}

/** A day. */
export function dayAt(input: unknown, at: string): CivilDate {
  if (isCivilDate(input)) return input;
  if (typeof input !== 'string')
    throw malformed(at, whatIs(input), { zh: '日期, 如 2028-03-15', en: 'a day such as 2028-03-15' });
  throw new DomainError([invalidDate(at, input)]);
}

/** A coverage year as the key of a map. */
export function yearAt(key: string, at: string): number {
  const year = /^\d{4}$/.test(key) ? Number(key) : NaN;
  if (year >= CIVIL_YEARS.first && year <= CIVIL_YEARS.last) return year;
  throw malformed(at, whatIs(key), { zh: '参保年度', en: 'a coverage year' });
}

/** An object; with `allowed`, one without other members. */
export function objectAt(input: unknown, at: string, allowed?: readonly string[]): Fields {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw malformed(at, whatIs(input), { zh: '一个对象', en: 'an object' });
  const unknown = allowed && Object.keys(input).find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw malformed(`${at}/${pointerToken(unknown)}`, unknownName, {
      zh: `仅限 ${allowed?.join('、') ?? ''}`,
      en: `only ${allowed?.join(', ') ?? ''}`,
    });
  }
  return input as Fields;
}

/** One of a few words; `name` is the field that it stands in. */
export function oneOf<T extends string>(allowed: readonly T[], value: string, name: string): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw malformed(`/${name}`, whatIs(value), oneOfWords(allowed));
}
