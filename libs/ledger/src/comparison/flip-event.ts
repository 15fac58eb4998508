import type { RecordedEvent } from '#libs/event-store';
import { recordedCauseOf } from '../feed/cause.js';
import type { FlipEvent } from './comparison-answers.js';

/** A stored event as what made a difference. */
export function flipEventOf(event: RecordedEvent): FlipEvent {
  const { cause, time } = recordedCauseOf(event);
  const { actor, source } = event.metadata;
  return { ...cause, type: event.type, recordedAt: time, actor, source: source ?? null };
}
