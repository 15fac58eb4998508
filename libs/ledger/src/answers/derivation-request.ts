import {
  type CivilDate,
  dayOfYear,
  isCivilDate,
  type PolicyPack,
  type Readings,
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
import { pointerToken } from '../excerpt.js';
import { amountsAt, dayAt, malformed, objectAt, yearAt } from './request-fields.js';

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
    'regions',
    'readings',
    'windows',
    'on',
    'knownAt',
    'events',
  ]);
  const { events = [] } = fields;
  if (!Array.isArray(events) || events.length > MAX_DERIVATION_FACTS) {
    throw malformed(
      '/events',
      `a list of at most ${MAX_DERIVATION_FACTS} facts`,
      `至多 ${MAX_DERIVATION_FACTS} 项事实的列表`,
    );
  }
  const facts = events.map((event: unknown, index) => factAt(event, `/events/${index}`));
  const ids = facts.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length)
    throw malformed('/events', 'facts with different ids', '编号各不相同的事实');
  return {
    derivation: {
      pack: packAt(fields['policy'], '/policy', packOf),
      baseCeilingFen: amountsAt(fields['baseCeilingFen'], '/baseCeilingFen'),
      regions: regionsAt(fields['regions'], packOf),
      readings: readingsAt(fields['readings']),
      windows: windowsAt(fields['windows']),
      facts,
    },
    on: dayAt(fields['on'], '/on'),
    knownAt: knownAtOf(fields['knownAt']),
  };
}

function factAt(input: unknown, at: string): SubmittedFact {
  const { id, recordedAt, ...body } = objectAt(input, at);
  if (id !== undefined && (typeof id !== 'string' || id === '')) throw malformed(`${at}/id`, 'text', '文本');
  const instant = typeof recordedAt === 'string' ? parseInstant(recordedAt) : null;
  if (recordedAt !== undefined && instant === null) {
    throw malformed(
      `${at}/recordedAt`,
      'an instant such as 2027-02-01T10:00:00+08:00',
      '时刻, 如 2027-02-01T10:00:00+08:00',
    );
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
    if (!/^\d{6}$/.test(code)) throw malformed(at, 'a region code of six digits', '六位区划代码');
    const { policy, baseCeilingFen } = objectAt(value, at, ['policy', 'baseCeilingFen']);
    return {
      code,
      pack: packAt(policy, `${at}/policy`, packOf),
      baseCeilingFen: amountsAt(baseCeilingFen, `${at}/baseCeilingFen`),
      premiumFen: new Map(),
    };
  });
}

function readingsAt(input: unknown): Partial<Readings> {
  const choices = objectAt(input ?? {}, '/readings');
  try {
    return parseReadings(choices);
  } catch (error) {
    if (!(error instanceof InvalidReadingError)) throw error;
    throw malformed(
      '/readings',
      `${error.reading}: ${error.expected}`,
      ` ${error.reading}: ${error.expected}`,
    );
  }
}

function windowsAt(input: unknown): ReadonlyMap<number, Window> {
  return new Map(
    Object.entries(objectAt(input ?? {}, '/windows')).map(([key, value]) => {
      const at = `/windows/${pointerToken(key)}`;
      const year = yearAt(key, at);
      const fields = objectAt(value, at, ['opens', 'closes', 'extendedUntil', 'coverFrom']);
      const { opens, closes, extendedUntil = null, coverFrom = 'january' } = fields;
      if (coverFrom !== 'january' && coverFrom !== 'payment') {
        throw malformed(`${at}/coverFrom`, 'january or payment', ' january 或 payment');
      }
      const until = extendedUntil === null ? null : windowDayAt(extendedUntil, year, `${at}/extendedUntil`);
      return [
        year,
        {
          opens: windowDayAt(opens, year, `${at}/opens`),
          closes: windowDayAt(closes, year, `${at}/closes`),
          extendedUntil: until,
          coverFrom,
        },
      ];
    }),
  );
}

/** A day, or a yearly one such as `prev-09-01` or `same-02-last`. */
function windowDayAt(input: unknown, year: number, at: string): CivilDate {
  if (isCivilDate(input)) return input;
  if (typeof input === 'string' && /^(prev|same)-(0[1-9]|1[0-2])-(\d{2}|last)$/.test(input)) {
    const day = dayOfYear(input, year);
    if (isCivilDate(day)) return day;
  }
  throw malformed(at, 'a day, or a yearly one such as prev-09-01', '日期, 或每年的日期如 prev-09-01');
}

function packAt(input: unknown, at: string, packOf: (name: string) => PolicyPack): PolicyPack {
  if (typeof input === 'string' && input !== '') return packOf(input);
  throw malformed(at, 'the id of a pack', '规则包编号');
}

function knownAtOf(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  const instant = typeof input === 'string' ? parseKnownAt(input) : null;
  if (instant !== null) return instant;
  throw malformed(
    '/knownAt',
    'an instant such as 2028-03-15T10:02:11+08:00, or a day',
    '时刻(如 2028-03-15T10:02:11+08:00)或日期',
  );
}
