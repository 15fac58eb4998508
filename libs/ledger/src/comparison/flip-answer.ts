import { type Flip, isSameValue, READING_IDS } from '#libs/enrollment';
import type { MemberComparison } from './member-comparison.js';
import type { FlipAnswer } from './comparison-answers.js';

/** Names what made the difference at a flip: the event, the day, the version or the reading. */
export function flipAnswer(
  comparison: MemberComparison,
  { axis, before, after, oldValue, newValue }: Flip,
): FlipAnswer {
  const values = { oldValue, newValue };
  switch (axis) {
    case 'knownAt':
      return {
        ...values,
        axis,
        step: after.knownAt > before.knownAt ? 'learned' : 'forgotten',
        event: comparison.eventAt(Math.max(before.knownAt, after.knownAt)),
      };
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
