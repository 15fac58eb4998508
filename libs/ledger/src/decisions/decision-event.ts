import { SCHEMA_VERSION } from '#libs/enrollment';
import type { NewEvent, RecordedEvent } from '#libs/event-store';
import { chinaTime } from '../china-time.js';
import { LedgerError } from '../errors.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { ServedDecision } from './decision-answers.js';

/** What `DecisionServed` says; each stands alone in a stream of its own. */
export type DecisionServed = Omit<ServedDecision, 'servedAt'>;

const PREFIX = 'decision-';

/** Decisions all stand in streams of this prefix. */
export const DECISION_STREAMS = PREFIX;

/** The stream of a decision. */
export function decisionStream(decisionId: string): string {
  return `${PREFIX}${decisionId}`;
}

/** True for what could be the id of a decision. */
export function isDecisionId(text: string): boolean {
  return /^dec_[0-9a-z]{25}$/.test(text);
}

/** The event of a decision. */
export function decisionEvent(id: string, data: DecisionServed, correlationId: string): NewEvent {
  const { servedTo, on } = data;
  return {
    id,
    type: 'DecisionServed',
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: { correlationId, actor: servedTo.actor, effectiveOn: on },
  };
}

/** Reads a decision back; undefined for an event of something else. */
export function decisionOf(event: RecordedEvent): ServedDecision | undefined {
  const { type, data, position, recordedAt, stream } = event;
  if (type !== 'DecisionServed') return undefined;
  checkSchemaVersion(event);
  const served = data as DecisionServed;
  if (stream !== decisionStream(served.decisionId))
    throw new LedgerError('damaged-event', { position, seen: 'a decision' });
  return { ...served, servedAt: chinaTime(recordedAt) };
}
