import {
  type CivilDate,
  DomainError,
  invalidDate,
  isCivilDate,
  malformed,
  type PolicyBook,
  type PolicyPack,
  type Readings,
  refusal,
  whatIs,
} from '#libs/enrollment';
import { InvalidReadingError, parseReadingList } from '#libs/policy';
import type { LedgerContext } from '../context.js';
import { excerpt } from '../excerpt.js';
import { type RecordingBook, recordingBook } from '../policy/recording-book.js';
import { type Moment, resolveMoment, todayOf } from './moment.js';
import type { Coordinates, Question } from './question.js';

/** A question whose coordinates are settled. */
export interface Resolved {
  readonly on: CivilDate;
  readonly position: number;
  /** The pinned version, as it was asked for; null: each rule has that of its own day. */
  readonly pack: string | null;
  /** The what-if choices. */
  readonly readings: Partial<Readings>;
  /** The book of the moment with everything that the question changes about it; it remembers what it handed out. */
  readonly recording: RecordingBook;
  /** The same book, which remembers nothing. */
  readonly book: PolicyBook;
  /** True where the answer for a member who is in `region` on `on` is no answer of the ledger itself. */
  isHypothetical(region: string): boolean;
  /** The coordinates to echo: with the packs used so far. */
  coordinates(): Coordinates;
}

/** Settles the coordinates of a question: one day, one position, one book. `at` is where its faults are reported. */
export async function resolve(context: LedgerContext, question: Question, at = ''): Promise<Resolved> {
  const on = dayOf(question.on, `${at}/on`) ?? todayOf(context.store);
  const moment = await resolveMoment(context.store, question.knownAt, `${at}/knownAt`);
  await context.policy.refresh();
  const pin =
    question.pack === undefined
      ? undefined
      : pinnedPack(context, question.pack, { position: moment.position, at: `${at}/pack` });
  const readings = question.readings === undefined ? {} : readingsOf(question.readings, `${at}/readings`);
  const book = context.policy.bookAt(moment.position, { pin, readings });
  const recording = recordingBook(book);
  return {
    on,
    position: moment.position,
    pack: question.pack ?? null,
    readings,
    recording,
    book,
    isHypothetical: (region) => {
      if (Object.keys(readings).length > 0) return true;
      return pin !== undefined && pin.id !== context.policy.regions(moment.position).get(region)?.value.pack;
    },
    coordinates: () => coordinatesAt(context, on, moment, recording),
  };
}

/** The coordinates of an answer that asked no rule, for lists and policy. */
export async function plainCoordinates(
  context: LedgerContext,
  question: Pick<Question, 'on' | 'knownAt'>,
): Promise<Coordinates> {
  const on = dayOf(question.on) ?? todayOf(context.store);
  const moment = await resolveMoment(context.store, question.knownAt);
  return coordinatesAt(context, on, moment);
}

function coordinatesAt(
  { engine }: LedgerContext,
  on: CivilDate,
  { position, knownAt }: Moment,
  recording?: RecordingBook,
): Coordinates {
  return { on, knownAt, position, packs: recording?.used() ?? [], engine };
}

function dayOf(on: string | undefined, field = '/on'): CivilDate | undefined {
  if (on === undefined || isCivilDate(on)) return on;
  throw new DomainError([invalidDate(field, on)]);
}

/**
 * The version that `fujian@1` names: it need not be adopted, only known: as adopted by a position, or by now, or as
 * shipped.
 */
export function pinnedPack(
  { policy, shipped }: LedgerContext,
  written: string,
  { position, at = '/pack' }: { readonly position: number; readonly at?: string },
): PolicyPack {
  const adopted = [position, Number.MAX_SAFE_INTEGER].flatMap((known) =>
    policy.packs(known).map(({ value }) => value),
  );
  const versions = [...adopted, ...shipped];
  const nameOf = (pack: PolicyPack): string => `${pack.id}@${pack.version}`;
  const found = versions.find((pack) => nameOf(pack) === written);
  if (found !== undefined) return found;
  const expected = [...new Set(versions.map(nameOf))].join(', ');
  throw refusal('unknown-pack', at, { seen: excerpt(written), expected });
}

/** What-if choices as a query writes them: `R1=yes,R16=freeze`. */
export function readingsOf(list: string, field = '/readings'): Partial<Readings> {
  try {
    return parseReadingList(list);
  } catch (error) {
    if (!(error instanceof InvalidReadingError)) throw error;
    const { reading, seen, expected } = error;
    throw malformed(field, whatIs(seen), { zh: ` ${reading}: ${expected}`, en: `${reading}: ${expected}` });
  }
}
