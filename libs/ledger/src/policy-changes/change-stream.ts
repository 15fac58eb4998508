import type { EventStore, RecordedEvent } from '#libs/event-store';
import { appendStep } from '../append-to-stream.js';
import { LedgerError } from '../errors.js';
import type { Author } from '../ledger.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { PolicyChange } from './policy-change.js';
import type { ChangeCases } from './policy-change-answers.js';

/** Cases as a change was submitted with them: how they ran then, and their text, which another person may read and run. */
export type SubmittedCases = ChangeCases & { readonly text: string };

/** What the stream of a change says; that it came into force is said by the event of the policy stream which names it. */
export type PolicyChangeEvent =
  | {
      readonly type: 'PolicyChangeSubmitted';
      readonly data: {
        readonly change: PolicyChange;
        readonly cases: SubmittedCases | null;
      };
    }
  | { readonly type: 'PolicyChangeWithdrawn'; readonly data: Readonly<Record<string, never>> };

const TYPES: readonly PolicyChangeEvent['type'][] = ['PolicyChangeSubmitted', 'PolicyChangeWithdrawn'];

/** A change as its stream says it. */
export interface SubmittedChange {
  readonly id: string;
  readonly change: PolicyChange;
  readonly cases: SubmittedCases | null;
  readonly isWithdrawn: boolean;
  readonly submittedBy: string;
  readonly submittedAt: string;
  /** Of the event that submitted it. */
  readonly eventId: string;
  /** Number of events read. */
  readonly version: number;
}

const ID = /^change-([1-9]\d{0,8})$/;

/** Changes are numbered from 1 without a gap. */
export function changeId(number: number): string {
  return `change-${String(number)}`;
}

function changeStream(id: string): string {
  return `policy-change-${ID.exec(id)?.[1] ?? ''}`;
}

/** Reads a change; undefined where there is none. */
export async function readChange(store: EventStore, id: string): Promise<SubmittedChange | undefined> {
  if (!ID.test(id)) return undefined;
  let change: SubmittedChange | undefined;
  for (const event of await store.readStream(changeStream(id))) change = applied(id, change, event);
  return change;
}

/** Every change, in the order in which they were submitted. */
export async function readChanges(store: EventStore): Promise<readonly SubmittedChange[]> {
  const changes: SubmittedChange[] = [];
  for (;;) {
    const change = await readChange(store, changeId(changes.length + 1));
    if (change === undefined) return changes;
    changes.push(change);
  }
}

/** Appends to a change as it was seen. False: somebody else came first, so that it has to be read and judged again. */
export function appendToChange(
  store: EventStore,
  seen: Pick<SubmittedChange, 'id' | 'version'>,
  event: PolicyChangeEvent,
  author: Author,
): Promise<boolean> {
  return appendStep(store, { stream: changeStream(seen.id), version: seen.version }, event, author);
}

function applied(id: string, change: SubmittedChange | undefined, event: RecordedEvent): SubmittedChange {
  checkSchemaVersion(event);
  const { version, recordedAt, metadata, position } = event;
  if (!TYPES.includes(event.type as PolicyChangeEvent['type']))
    throw new LedgerError('damaged-event', { position, seen: 'an event of a policy change' });
  const { type, data } = event as unknown as PolicyChangeEvent;
  if (type === 'PolicyChangeSubmitted') {
    return {
      id,
      change: data.change,
      cases: data.cases,
      isWithdrawn: false,
      submittedBy: metadata.actor,
      submittedAt: recordedAt,
      eventId: event.id,
      version,
    };
  }
  if (change === undefined)
    throw new LedgerError('damaged-event', { position, seen: 'the submission of a policy change' });
  return { ...change, isWithdrawn: true, version };
}
