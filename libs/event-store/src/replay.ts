import { sameJson } from './json.js';
import type { EncodedAppend } from './new-append.js';
import type { RecordedEvent } from './port.js';

/** Whether the append says the same as what was recorded: all of it, in one stream, in that order. */
export function isReplay(
  { stream, events }: Pick<EncodedAppend, 'stream' | 'events'>,
  recorded: readonly RecordedEvent[],
): boolean {
  const first = recorded[0]?.version ?? 0;
  return (
    recorded.length === events.length &&
    events.every(({ event, data }, index) => {
      const there = recorded[index];
      return (
        there?.id === event.id &&
        there.stream === stream &&
        there.version === first + index &&
        there.type === event.type &&
        there.schemaVersion === event.schemaVersion &&
        sameJson(JSON.stringify(there.data), data)
      );
    })
  );
}
