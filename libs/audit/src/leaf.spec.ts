import * as fc from 'fast-check';
import { canonicalJson, CanonicalJsonError, MAX_DEPTH } from '#libs/canonical';
import type { RecordedEvent } from '#libs/event-store';
import { sha256, written } from './hashing.js';
import { leafContent, leafOf, leafText } from './leaf.js';

const place = { logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17', previous: null };
const event: RecordedEvent = {
  id: '7d1c0e52-0000-5000-8000-000000000001',
  stream: 'member-P-0001',
  version: 5,
  position: 44588412,
  type: 'PremiumPaid',
  schemaVersion: 1,
  recordedAt: '2027-11-20T18:14:05.112Z',
  data: { paidOn: '2027-11-20', coverageYear: 2028, amountFen: 40000 },
  metadata: { correlationId: 'r-1', actor: 'key-1', effectiveOn: '2027-11-20' },
};

test('the bytes of a leaf, as docs/audit-format.md states them', () => {
  const previous = sha256('before');
  const text = leafText(event, { ...place, previous });
  expect(text).toBe(
    '{"data":{"amountFen":40000,"coverageYear":2028,"paidOn":"2027-11-20"},"format":"canbao.leaf/1",' +
      '"id":"7d1c0e52-0000-5000-8000-000000000001","log":"0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17",' +
      '"metadata":{"actor":"key-1","correlationId":"r-1","effectiveOn":"2027-11-20"},"position":44588412,' +
      `"previous":"${written(previous)}","recordedAt":"2027-11-20T18:14:05.112Z","schemaVersion":1,` +
      '"stream":"member-P-0001","type":"PremiumPaid","version":5}',
  );
  expect(leafOf(event, { ...place, previous })).toEqual(
    sha256(Buffer.concat([Buffer.of(0), Buffer.from(text)])),
  );
  expect(leafText(event, place)).toContain('"previous":null');
});

test('every member of an event, of its payload and of its metadata changes the leaf', () => {
  const leaf = leafOf(event, place);
  for (const [name, value] of Object.entries(event) as [string, unknown][])
    expect(leafOf({ ...event, [name]: changed(value) }, place)).not.toEqual(leaf);
  expect(leafOf(event, { ...place, previous: leaf })).not.toEqual(leaf);
  expect(leafOf(event, { ...place, logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b18' })).not.toEqual(leaf);
});

test('two payloads have one leaf only where they are the same JSON, in whatever order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.nat()), (data) => {
      const reversed = Object.fromEntries(Object.entries(data).reverse());
      expect(leafOf({ ...event, data }, place)).toEqual(leafOf({ ...event, data: reversed }, place));
      expect(leafOf({ ...event, data: { ...data, more: 1 } }, place)).not.toEqual(
        leafOf({ ...event, data: { ...data, more: 2 } }, place),
      );
    }),
  );
});

test('a leaf is the canonical JSON of its content, however deep, and says where it has none', () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(
      fc.record({ data: json, actor: fc.string(), id: fc.string(), stream: fc.string() }),
      (given) => {
        const { actor, ...other } = given;
        const made = { ...event, ...other, metadata: { ...event.metadata, actor } };
        expect(outcome(() => leafText(made, place))).toEqual(
          outcome(() => canonicalJson(leafContent(made, place))),
        );
      },
    ),
  );
  for (const depth of [MAX_DEPTH - 1, MAX_DEPTH]) {
    let data: unknown = 1;
    for (let level = 0; level < depth; level += 1) data = [data];
    const made = { ...event, data };
    expect(outcome(() => leafText(made, place))).toEqual(
      outcome(() => canonicalJson(leafContent(made, place))),
    );
  }
});

/** The text, or the place that has no canonical form. */
function outcome(write: () => string): string {
  try {
    return write();
  } catch (error) {
    const { cause = error } = error as Error;
    if (cause instanceof CanonicalJsonError) return `${cause.reason} at ${cause.pointer}`;
    throw error;
  }
}

test.each([
  ['an integer that readers round', 2 ** 53],
  ['half a surrogate pair', '\ud83d'],
  ['what is no JSON', undefined],
])('%s has no leaf, and the refusal names the position', (_, value) => {
  expect(() => leafText({ ...event, data: { value } }, place)).toThrow(
    expect.objectContaining({ code: 'unsealable-event', position: 44588412 }),
  );
});

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  return typeof value === 'string' ? `${value}0` : { ...(value as object), more: 1 };
}
