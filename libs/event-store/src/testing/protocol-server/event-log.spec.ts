import { EventLog } from './event-log.js';
import type { ProposedEvent } from './packed-records.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const event = (n: number, data = `{"n":${n}}`): ProposedEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'Something',
  isJson: true,
  data: bytes(data),
  metadata: bytes('{}'),
});

it('keeps every event of a stream at its revision, from the first to the many', () => {
  const log = new EventLog();
  expect([log.lastRevision('s'), log.recordOf('s', 0)]).toEqual([-1, undefined]);
  const before = log.count;
  for (let n = 0; n < 3000; n += 1) {
    log.append(n % 3 === 0 ? 's' : `t-${n}`, [event(n)]);
    expect(log.lastRevision('s')).toBe(Math.floor(n / 3));
  }
  for (let revision = 0; revision < 1000; revision += 1) {
    expect(log.recordOf('s', revision)).toBe(before + revision * 3);
    expect(log.read(log.recordOf('s', revision) ?? -1)).toMatchObject({
      stream: 's',
      revision,
      ...event(revision * 3),
    });
  }
  expect([log.recordOf('s', 1000), log.recordOf('t-1', 1)]).toEqual([undefined, undefined]);
});

it('keeps events larger than its blocks, and drops what they carry when told to', () => {
  const large = `{"text":"${'x'.repeat(3 << 20)}"}`;
  const log = new EventLog();
  log.append('s', [event(1), event(2, large), event(3)]);
  expect(log.events().map(({ data }) => JSON.stringify(data).length)).toEqual([7, large.length, 7]);
  const bare = new EventLog({ keepBodies: false });
  bare.append('s', [event(1), event(2)]);
  expect(bare.events().map(({ id, data }) => [id, data])).toEqual([
    [event(1).id, undefined],
    [event(2).id, undefined],
  ]);
});

it('finds the record at a position, or the next after it', () => {
  const log = new EventLog();
  log.append('s', [event(1), event(2)]);
  log.skip(1n << 60n);
  log.append('s', [event(3)]);
  const positions = log.events().map(({ position }) => position);
  const records = [0, 1, 2].map((revision) => log.recordOf('s', revision));
  expect(positions.map((position) => log.firstAtOrAfter(position))).toEqual(records);
  expect(positions.map((position) => log.firstAtOrAfter(position + 1n))).toEqual([
    ...records.slice(1),
    log.count,
  ]);
  expect((positions[2] ?? 0n) - (positions[1] ?? 0n)).toBeGreaterThan(1n << 60n);
});

it('remembers so many ids and no more', () => {
  const log = new EventLog({ recentIds: 2 });
  log.append('s', [event(1), event(2), event(3)]);
  const remembered = [1, 2, 3].map((n) => log.recentIds.find(event(n).id)?.revision);
  expect(remembered).toEqual([undefined, 1, 2]);
});
