import {
  type CivilDate,
  COVER_STARTS,
  dayOfYear,
  EXTENDED_COUNTS_AS,
  malformed,
  oneOfWords,
  pointerToken,
  type PolicyPack,
  type Readings,
  whatIs,
  type Window,
} from '#libs/enrollment';
import {
  type Derivation,
  type DerivationRegion,
  InvalidReadingError,
  parseInstant,
  parseKnownAt,
  parseReadings,
  type SubmittedFact,
} from '#libs/policy';
import { amountsAt, dayAt, objectAt, premiumsAt, yearAt, yearlyDayAt } from './request-fields.js';

/** Most facts of one derivation: each is judged against all before it. */
export const MAX_DERIVATION_FACTS = 200;

/** A derivation as docs/api.md §4 has it, read. */
export interface DerivationQuestion {
  readonly derivation: Derivation;
  readonly on: CivilDate;
  /** In UTC, with milliseconds; undefined: everything. */
  readonly knownAt: string | undefined;
}

/** Reads a derivation from untrusted input; throws a DomainError with the place of the first fault. */
export function readDerivation(input: unknown, packOf: (name: string) => PolicyPack): DerivationQuestion {
  const fields = objectAt(input, '', [
    'policy',
    'baseCeilingFen',
    'premiumFen',
    'regions',
    'readings',
    'windows',
    'on',
    'knownAt',
    'events',
  ]);
  const { events = [] } = fields;
  if (!Array.isArray(events) || events.length > MAX_DERIVATION_FACTS) {
    throw malformed('/events', whatIs(events), {
      zh: `至多 ${MAX_DERIVATION_FACTS} 项事实的列表`,
      en: `a list of at most ${MAX_DERIVATION_FACTS} facts`,
    });
  }
  const facts = events.map((event: unknown, index) => factAt(event, `/events/${index}`));
  const ids = facts.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length)
    throw malformed('/events', repeatedIds, { zh: '编号各不相同的事实', en: 'facts with different ids' });
  return {
    derivation: {
      pack: packAt(fields['policy'], '/policy', packOf),
      baseCeilingFen: amountsAt(fields['baseCeilingFen'], '/baseCeilingFen'),
      premiumFen: premiumsAt(fields['premiumFen'], '/premiumFen'),
      regions: regionsAt(fields['regions'], packOf),
      readings: readingsAt(fields['readings']),
      windows: windowsAt(fields['windows']),
      facts,
    },
    on: dayAt(fields['on'], '/on'),
    knownAt: knownAtOf(fields['knownAt']),
  };
}

/** Ids are texts of the caller: how many there are is told, not which. */
const repeatedIds = { zh: '重复的编号', en: 'an id given twice' };

function factAt(input: unknown, at: string): SubmittedFact {
  const { id, recordedAt, ...body } = objectAt(input, at);
  if (id !== undefined && (typeof id !== 'string' || id === ''))
    throw malformed(`${at}/id`, whatIs(id), { zh: '文本', en: 'text' });
  const instant = typeof recordedAt === 'string' ? parseInstant(recordedAt) : null;
  if (recordedAt !== undefined && instant === null) {
    throw malformed(`${at}/recordedAt`, whatIs(recordedAt), {
      zh: '时刻, 如 2027-02-01T10:00:00+08:00',
      en: 'an instant such as 2027-02-01T10:00:00+08:00',
    });
  }
  return {
    ...(id === undefined ? {} : { id }),
    ...(instant === null ? {} : { recordedAt: instant }),
    body,
  };
}

function regionsAt(input: unknown, packOf: (name: string) => PolicyPack): readonly DerivationRegion[] {
  return Object.entries(objectAt(input ?? {}, '/regions')).map(([code, value]) => {
    const at = `/regions/${pointerToken(code)}`;
    if (!/^\d{6}$/.test(code))
      throw malformed(at, whatIs(code), { zh: '六位区划代码', en: 'a region code of six digits' });
    const { policy, baseCeilingFen, premiumFen } = objectAt(value, at, [
      'policy',
      'baseCeilingFen',
      'premiumFen',
    ]);
    return {
      code,
      pack: packAt(policy, `${at}/policy`, packOf),
      baseCeilingFen: amountsAt(baseCeilingFen, `${at}/baseCeilingFen`),
      premiumFen: premiumsAt(premiumFen, `${at}/premiumFen`),
    };
  });
}

function readingsAt(input: unknown): Partial<Readings> {
  const choices = objectAt(input ?? {}, '/readings');
  try {
    return parseReadings(choices);
  } catch (error) {
    if (!(error instanceof InvalidReadingError)) throw error;
    throw malformed('/readings', whatIs(error.seen), {
      zh: ` ${error.reading}: ${error.expected}`,
      en: `${error.reading}: ${error.expected}`,
    });
  }
}

function windowsAt(input: unknown): ReadonlyMap<number, Window> {
  return new Map(
    Object.entries(objectAt(input ?? {}, '/windows')).map(([key, value]) => {
      const at = `/windows/${pointerToken(key)}`;
      const year = yearAt(key, at);
      const fields = objectAt(value, at, WINDOW_FIELDS);
      const { opens, closes, extendedUntil = null, lateUntil = 'same-12-31' } = fields;
      const window: Window = {
        opens: windowDayAt(opens, year, `${at}/opens`),
        closes: windowDayAt(closes, year, `${at}/closes`),
        extendedUntil:
          extendedUntil === null ? null : windowDayAt(extendedUntil, year, `${at}/extendedUntil`),
        extendedCountsAs: wordAt(fields['extendedCountsAs'], EXTENDED_COUNTS_AS, `${at}/extendedCountsAs`),
        lateUntil: windowDayAt(lateUntil, year, `${at}/lateUntil`),
        coverFrom: wordAt(fields['coverFrom'], COVER_STARTS, `${at}/coverFrom`),
      };
      return [year, window];
    }),
  );
}

const WINDOW_FIELDS = [
  'opens',
  'closes',
  'extendedUntil',
  'extendedCountsAs',
  'lateUntil',
  'coverFrom',
] as const;

/** One of some words; left out it is the first. */
function wordAt<W extends string>(input: unknown, words: readonly [W, ...W[]], at: string): W {
  const word = input === undefined ? words[0] : words.find((each) => each === input);
  if (word !== undefined) return word;
  throw malformed(at, whatIs(input), oneOfWords(words));
}

/** The day of a year that a day, or a yearly one, names. */
function windowDayAt(input: unknown, year: number, at: string): CivilDate {
  return dayOfYear(yearlyDayAt(input, at), year);
}

function packAt(input: unknown, at: string, packOf: (name: string) => PolicyPack): PolicyPack {
  if (typeof input === 'string' && input !== '') return packOf(input);
  throw malformed(at, whatIs(input), { zh: '规则包编号', en: 'the id of a pack' });
}

function knownAtOf(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  const instant = typeof input === 'string' ? parseKnownAt(input) : null;
  if (instant !== null) return instant;
  throw malformed('/knownAt', whatIs(input), {
    zh: '时刻(如 2028-03-15T10:02:11+08:00)或日期',
    en: 'an instant such as 2028-03-15T10:02:11+08:00, or a day',
  });
}
