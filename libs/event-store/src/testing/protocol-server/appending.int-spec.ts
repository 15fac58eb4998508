import {
  ANY,
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

import { connect, numbered, numberedId } from './clients.js';
import { type ProtocolServer, startProtocolServer } from './server.js';

describe.each([
  { way: 'in a batch stream', batchAppend: true },
  { way: 'in a call of its own', batchAppend: false },
])('an append $way', ({ batchAppend }) => {
  let server: ProtocolServer;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await startProtocolServer({ features: { batchAppend } });
    client = connect(server.connectionString);
  });

  afterEach(async () => {
    await client.dispose();
    await server.stop();
  });

  const refusal = async (append: Promise<unknown>): Promise<unknown> =>
    append.catch((error: unknown) => error);

  it('is stored with its revision and the position of its last event', async () => {
    const result = await client.appendToStream('s', [numbered(1), numbered(2)], {
      expectedRevision: NO_STREAM,
    });
    const [first, second] = server.log.events();
    expect(first).toMatchObject({ stream: 's', revision: 0, id: numberedId(1), data: { n: 1 } });
    expect(second).toMatchObject({ stream: 's', revision: 1, metadata: { actor: 'K-1' } });
    const position = { commit: second!.position, prepare: second!.position };
    expect(result).toEqual({ success: true, nextExpectedRevision: 1n, position });
    expect(second!.position).toBeGreaterThan(first!.position + 1n);
    expect(batchAppend ? server.calls.batchAppend : server.calls.append).toBe(1);
  });

  it.each([
    { expected: 0n, seen: 'no_stream' },
    { expected: STREAM_EXISTS, seen: 'no_stream' },
  ] as const)('expecting $expected of no stream is refused', async ({ expected, seen }) => {
    const error = await refusal(client.appendToStream('s', numbered(1), { expectedRevision: expected }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: 's', expectedVersion: expected, actualVersion: seen });
    expect(server.log.events()).toHaveLength(0);
  });

  it.each([NO_STREAM, 0n, 2n] as const)(
    'expecting %s of a stream with two events is refused',
    async (expectedRevision) => {
      await client.appendToStream('s', [numbered(1), numbered(2)]);
      const error = await refusal(client.appendToStream('s', numbered(3), { expectedRevision }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ expectedVersion: expectedRevision, actualVersion: 1n });
      expect(server.log.events()).toHaveLength(2);
    },
  );

  it('repeated at its exact revision is answered with the first position, for ever', async () => {
    const first = await client.appendToStream('s', [numbered(1), numbered(2)], {
      expectedRevision: NO_STREAM,
    });
    await client.appendToStream('s', numbered(3), { expectedRevision: 1n });
    server.log.recentIds.forget();
    const again = await client.appendToStream('s', [numbered(1), numbered(2)], {
      expectedRevision: NO_STREAM,
    });
    expect(again).toEqual(first);
    expect(server.log.events()).toHaveLength(3);
  });

  it('of which only a part was stored is refused', async () => {
    await client.appendToStream('s', [numbered(1), numbered(2)], { expectedRevision: NO_STREAM });
    const append = client.appendToStream('s', [numbered(1), numbered(9)], { expectedRevision: NO_STREAM });
    expect(await refusal(append)).toMatchObject({ actualVersion: 1n });
    const longer = client.appendToStream('s', [numbered(1), numbered(2), numbered(3)], {
      expectedRevision: NO_STREAM,
    });
    expect(await refusal(longer)).toBeInstanceOf(WrongExpectedVersionError);
  });

  it('of an id that another stream has is stored: ids are not unique across streams', async () => {
    await client.appendToStream('s', numbered(1), { expectedRevision: NO_STREAM });
    await client.appendToStream('t', numbered(1), { expectedRevision: NO_STREAM });
    expect(server.log.events().map(({ stream, id }) => [stream, id])).toEqual([
      ['s', numberedId(1)],
      ['t', numberedId(1)],
    ]);
  });

  it.each([ANY, STREAM_EXISTS] as const)(
    'at revision %s is recognised only as long as the id is remembered',
    async (any) => {
      await client.appendToStream('s', numbered(1));
      await client.appendToStream('s', numbered(1), { expectedRevision: any });
      expect(server.log.events()).toHaveLength(1);
      server.log.recentIds.forget();
      await client.appendToStream('s', numbered(1), { expectedRevision: any });
      expect(server.log.events()).toHaveLength(2);
    },
  );

  it('at any revision is refused when its first id is remembered and another is not', async () => {
    await client.appendToStream('s', numbered(1));
    expect(await refusal(client.appendToStream('s', [numbered(1), numbered(2)]))).toMatchObject({
      expectedVersion: ANY,
      actualVersion: 0n,
    });
    await client.appendToStream('s', [numbered(2), numbered(1)]);
    expect(server.log.events().map(({ id }) => id)).toEqual([1, 2, 1].map(numberedId));
  });

  it('of more than 1 MiB is refused, of a little less it is not', async () => {
    const large = (bytes: number) => ({ ...numbered(1), data: { text: 'x'.repeat(bytes) } });
    const error = await refusal(client.appendToStream('s', large(1 << 20)));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1 << 20 });
    expect(server.log.events()).toHaveLength(0);
    await client.appendToStream('s', large((1 << 20) - 100));
    expect(server.log.events()).toHaveLength(1);
  });

  it('of several events that are too large together is refused', async () => {
    const half = (n: number) => ({ ...numbered(n), data: { text: 'x'.repeat(600_000) } });
    const append = client.appendToStream('s', [half(1), half(2)], { batchAppendSize: 700_000 });
    expect(await refusal(append)).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(server.log.events()).toHaveLength(0);
  });

  it('that is no append is refused: no id, no name, the metadata of a stream', async () => {
    const noId = client.appendToStream('s', { ...numbered(1), id: 'no uuid' });
    await expect(noId).rejects.toThrow();
    await expect(client.appendToStream('', numbered(1))).rejects.toThrow();
    await expect(client.appendToStream('$$s', numbered(1))).rejects.toThrow();
    expect(server.log.events()).toHaveLength(0);
  });
});
