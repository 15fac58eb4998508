import { type Flip, isSameValue, READING_IDS } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { recordedCauseOf } from '../feed/cause.js';
import type { MemberComparison } from './member-comparison.js';
import type { FlipAnswer, FlipEvent } from './comparison-answers.js';

/** Names what made the difference at a flip: the event, the day, the version or the reading. */
export async function flipAnswer(
  context: LedgerContext,
  comparison: MemberComparison,
  { axis, before, after, oldValue, newValue }: Flip,
): Promise<FlipAnswer> {
  const values = { oldValue, newValue };
  switch (axis) {
    case 'knownAt': {
      const position = Math.max(before.knownAt, after.knownAt);
      const isSeen = comparison.isShown(position);
      return {
        ...values,
        axis,
        step: after.knownAt > before.knownAt ? 'learned' : 'forgotten',
        event: isSeen ? await eventAt(context, position) : null,
      };
    }
    case 'on':
      // On the way figures change with the later of two days that follow each other.
      return before.on < after.on
        ? { ...values, axis, day: after.on, step: 'forward' }
        : { ...values, axis, day: before.on, step: 'back' };
    case 'pack':
      return { ...values, axis, from: before.pack, to: after.pack };
    case 'readings': {
      const reading = READING_IDS.find((id) => !isSameValue(before.readings[id], after.readings[id]));
      if (reading === undefined) throw new Error('Two points on the axis of readings differ in one.');
      return {
        ...values,
        axis,
        reading,
        from: before.readings[reading] ?? null,
        to: after.readings[reading] ?? null,
      };
    }
  }
}

/** The event at a position, as what made a difference; null: there is none. */
export async function eventAt({ store }: LedgerContext, position: number): Promise<FlipEvent | null> {
  for await (const event of store.readAll({ after: position - 1, through: position })) {
    const { cause, time } = recordedCauseOf(event);
    const { actor, source } = event.metadata;
    return { ...cause, type: event.type, recordedAt: time, actor, source: source ?? null };
  }
  return null;
}
