import type { EventStore, RecordedEvent } from '#libs/event-store';
import { appendStep } from '../append-to-stream.js';
import { LedgerError } from '../errors.js';
import type { Author } from '../ledger.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { YearCloseNumbers, YearCloseState } from './close-answers.js';

/** What the stream of a close says; each stands alone in a stream `year-close-<id>`. */
export type YearCloseEvent =
  | {
      readonly type: 'YearCloseStarted';
      readonly data: {
        readonly region: string;
        readonly coverageYear: number;
        /** The preview is of what was known here. */
        readonly position: number;
        /** Members to look at. */
        readonly total: number;
      };
    }
  | {
      /** A checkpoint: everyone up to `through` was looked at; null: everyone was. The numbers are of the whole pass so far. */
      readonly type: 'YearCloseAdvanced';
      readonly data: {
        readonly pass: 'preview' | 'commit';
        readonly through: string | null;
        readonly numbers: YearCloseNumbers;
      };
    }
  | { readonly type: 'YearCloseApproved'; readonly data: Readonly<Record<string, never>> }
  | { readonly type: 'YearCloseAborted'; readonly data: Readonly<Record<string, never>> };

const TYPES: readonly YearCloseEvent['type'][] = [
  'YearCloseStarted',
  'YearCloseAdvanced',
  'YearCloseApproved',
  'YearCloseAborted',
];

/** A close as its stream says it. */
export interface CloseJob {
  readonly id: string;
  readonly region: string;
  readonly coverageYear: number;
  readonly position: number;
  readonly total: number;
  /** Number of events read. */
  readonly version: number;
  readonly state: YearCloseState;
  readonly started: Signed;
  readonly approved: (Signed & { readonly eventId: string }) | undefined;
  /** The last member of the pass under way that was looked at; empty at its beginning. */
  readonly through: string;
  readonly preview: YearCloseNumbers;
  readonly report: YearCloseNumbers | undefined;
  /** The last two checkpoints of the pass under way, the older one first. */
  readonly checkpoints: readonly { readonly examined: number; readonly recordedAt: string }[];
}

interface Signed {
  readonly actor: string;
  readonly recordedAt: string;
}

/** A pass that has not begun. */
export const nothingExamined: YearCloseNumbers = {
  examined: 0,
  inRegion: 0,
  due: 0,
  appended: 0,
  recorded: 0,
  corrected: 0,
  refused: 0,
  unreadable: 0,
  continuousCreditMembers: 0,
  continuousCreditFen: 0,
  zeroClaimCreditMembers: 0,
  zeroClaimCreditFen: 0,
  breakPenaltyMembers: 0,
  breakPenaltyFen: 0,
  creditResets: 0,
};

/** The closes of a region and year are numbered from 1, so that two who begin at once begin the same one. */
export function closeId(
  of: { readonly region: string; readonly coverageYear: number },
  number: number,
): string {
  return `${of.region}-${of.coverageYear}-${number}`;
}

/** True for what could be the id of a close. */
export function isCloseId(text: string): boolean {
  return /^\d{6}-\d{4}-[1-9]\d{0,5}$/.test(text);
}

/** The stream of a close. */
export function closeStream(id: string): string {
  return `year-close-${id}`;
}

/** Reads a close; undefined where there is none. */
export async function readClose(store: EventStore, id: string): Promise<CloseJob | undefined> {
  let job: CloseJob | undefined;
  for (const event of await store.readStream(closeStream(id))) job = applied(id, job, event);
  return job;
}

/** Whether anything of a close is left to do, by the program or by a person. */
export function isOpen({ state }: CloseJob): boolean {
  return state !== 'committed' && state !== 'aborted';
}

/**
 * Appends an event to the stream of a close as it was seen. False: somebody else came first, so that it has to be read
 * and judged again.
 */
export function appendToClose(
  store: EventStore,
  seen: Pick<CloseJob, 'id' | 'version'>,
  event: YearCloseEvent,
  author: Author,
): Promise<boolean> {
  return appendStep(store, { stream: closeStream(seen.id), version: seen.version }, event, author);
}

function applied(id: string, job: CloseJob | undefined, event: RecordedEvent): CloseJob {
  checkSchemaVersion(event);
  const { version, recordedAt, metadata, position } = event;
  if (!TYPES.includes(event.type as YearCloseEvent['type']))
    throw new LedgerError('damaged-event', { position, seen: 'an event of a year close' });
  const { type, data } = event as unknown as YearCloseEvent;
  const signed = { actor: metadata.actor, recordedAt };
  if (type === 'YearCloseStarted') {
    return {
      id,
      ...data,
      version,
      state: 'previewing',
      started: signed,
      approved: undefined,
      through: '',
      preview: nothingExamined,
      report: undefined,
      checkpoints: [{ examined: 0, recordedAt }],
    };
  }
  if (job === undefined)
    throw new LedgerError('damaged-event', { position, seen: 'the start of a year close' });
  switch (type) {
    case 'YearCloseApproved':
      return {
        ...job,
        version,
        state: 'committing',
        approved: { ...signed, eventId: event.id },
        through: '',
        report: nothingExamined,
        checkpoints: [{ examined: 0, recordedAt }],
      };
    case 'YearCloseAborted':
      return { ...job, version, state: 'aborted' };
    case 'YearCloseAdvanced': {
      const { pass, through, numbers } = data;
      const checkpoints = [...job.checkpoints.slice(-1), { examined: numbers.examined, recordedAt }];
      const found = pass === 'preview' ? { preview: numbers } : { report: numbers };
      const state = stateAfter(job.state, pass, through);
      return { ...job, ...found, version, state, through: through ?? job.through, checkpoints };
    }
  }
}

/** A checkpoint that came after an abort says what had been done by then, and changes no state. */
function stateAfter(
  state: YearCloseState,
  pass: 'preview' | 'commit',
  through: string | null,
): YearCloseState {
  if (state === 'aborted' || through !== null) return state;
  return pass === 'preview' ? 'previewed' : 'committed';
}
