import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import {
  AppendReq,
  type AppendResp,
  BatchAppendReq,
  type BatchAppendResp,
  DeleteReq,
  ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { ChannelCredentials, type ServiceError, status } from '@grpc/grpc-js';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb.js';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';

import { numberedId, take } from './clients.js';
import { type ProtocolServer, startProtocolServer } from './server.js';

// What the client never sends, or does not survive, is asked with its stubs alone.
let server: ProtocolServer;
let stub: StreamsClient;

beforeEach(async () => {
  server = await startProtocolServer();
  stub = new StreamsClient(`127.0.0.1:${server.port}`, ChannelCredentials.createInsecure());
});

afterEach(async () => {
  stub.close();
  await server.stop();
});

const described = { type: 'T', 'content-type': 'application/json' };

const streamS = (): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from('s').toString('base64'));

const fillMap = (map: { set(key: string, value: string): unknown }, values: Record<string, string>): void => {
  for (const [key, value] of Object.entries(values)) map.set(key, value);
};

function batchRequest(n: number, metadata: Record<string, string> = described): BatchAppendReq {
  const message = new BatchAppendReq.ProposedMessage().setId(new UUID().setString(numberedId(n)));
  fillMap(message.getMetadataMap(), metadata);
  const options = new BatchAppendReq.Options().setStreamIdentifier(streamS()).setAny(new GoogleEmpty());
  return new BatchAppendReq()
    .setCorrelationId(new UUID().setString(numberedId(n)))
    .setOptions(options)
    .setProposedMessagesList([message])
    .setIsFinal(true);
}

/** Sends the requests over one batch stream and waits for so many replies, or for the failure of the stream. */
async function batch(requests: readonly BatchAppendReq[], replies: number): Promise<BatchAppendResp[]> {
  const call = stub.batchAppend();
  for (const request of requests) call.write(request);
  const received = await take(call as AsyncIterable<BatchAppendResp>, replies);
  call.cancel();
  return received;
}

const correlations = (replies: readonly BatchAppendResp[]): (string | undefined)[] =>
  replies.map((reply) => reply.getCorrelationId()?.getString());

describe('a batch stream', () => {
  it('gets a reply twice when that is planned, the second late', async () => {
    server.faults.plan({ method: 'append', fault: { kind: 'duplicate', ms: 50 } });
    const replies = await batch([batchRequest(1), batchRequest(2)], 3);
    expect(correlations(replies)).toEqual([1, 2, 1].map(numberedId));
    expect(server.log.events()).toHaveLength(2);
  });

  it('goes on after the refusal of one append', async () => {
    const untyped = batchRequest(1, { 'content-type': 'application/json' });
    const [refused, stored] = await batch([untyped, batchRequest(2)], 2);
    expect(refused?.getError()?.getDetails()?.getTypeName()).toBe('event_store.client.BadRequest');
    expect(stored?.hasSuccess()).toBe(true);
    expect(server.log.events()).toHaveLength(1);
  });

  it('refuses an append whose deadline has passed', async () => {
    const late = batchRequest(1);
    late.getOptions()?.setDeadline(Timestamp.fromDate(new Date(Date.now() - 1)));
    const [reply] = await batch([late], 1);
    expect(reply?.getError()?.getDetails()?.getTypeName()).toBe('event_store.client.Timeout');
    expect(server.log.events()).toHaveLength(0);
  });

  it('gives up an append that is not completed until its deadline', async () => {
    const open = batchRequest(1).setIsFinal(false);
    open.getOptions()?.setDeadline(Timestamp.fromDate(new Date(Date.now() + 100)));
    const [reply] = await batch([open], 1);
    expect(reply?.getError()?.getDetails()?.getTypeName()).toBe('event_store.client.Timeout');
    expect(server.log.events()).toHaveLength(0);
  });

  it('needs an expectation', async () => {
    const request = batchRequest(1);
    request.getOptions()?.clearAny();
    const [reply] = await batch([request], 1);
    expect(reply?.getError()?.getDetails()?.getTypeName()).toBe('event_store.client.BadRequest');
  });
});

describe('an append in a call of its own', () => {
  const append = (metadata: Record<string, string>): Promise<AppendResp> =>
    new Promise((resolve, reject) => {
      const call = stub.append((error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
      const options = new AppendReq.Options().setStreamIdentifier(streamS()).setNoStream(new Empty());
      const message = new AppendReq.ProposedMessage().setId(new UUID().setString(numberedId(1)));
      fillMap(message.getMetadataMap(), metadata);
      call.write(new AppendReq().setOptions(options));
      call.write(new AppendReq().setProposedMessage(message));
      call.end();
    });

  it.each(['type', 'content-type'] as const)('needs the %s of each event', async (missing) => {
    const others = Object.fromEntries(Object.entries(described).filter(([key]) => key !== missing));
    const error = (await append(others).catch((reason: unknown) => reason)) as ServiceError;
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.metadata.getMap()).toMatchObject({ exception: 'missing-required-metadata-property' });
    expect(server.log.events()).toHaveLength(0);
  });

  it('takes an id in two halves and gives it back so', async () => {
    await append(described);
    const [event] = await read((options) => {
      options.setUuidOption(new ReadReq.Options.UUIDOption().setStructured(new Empty()));
    });
    const halves = event?.getEvent()?.getEvent()?.getId()?.getStructured();
    const bits = (text = '0'): string => BigInt.asUintN(64, BigInt(text)).toString(16).padStart(16, '0');
    expect(bits(halves?.getMostSignificantBits()) + bits(halves?.getLeastSignificantBits())).toBe(
      numberedId(1).replaceAll('-', ''),
    );
  });
});

/** Reads stream `s` forwards from its start, with the options changed. */
async function read(change: (options: ReadReq.Options) => unknown): Promise<ReadResp[]> {
  const target = new ReadReq.Options.StreamOptions().setStreamIdentifier(streamS()).setStart(new Empty());
  const options = new ReadReq.Options()
    .setStream(target)
    .setCount('10')
    .setNoFilter(new Empty())
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  change(options);
  return take(stub.read(new ReadReq().setOptions(options)) as AsyncIterable<ReadResp>);
}

describe('a read', () => {
  beforeEach(async () => {
    await batch([batchRequest(1), batchRequest(2)], 2);
  });

  it('ends with the last revision when asked to', async () => {
    const responses = await read((options) => {
      options.setControlOption(new ReadReq.Options.ControlOption().setCompatibility(1));
    });
    expect(responses.map((response) => response.hasEvent())).toEqual([true, true, false]);
    expect(responses.at(-1)?.getLastStreamPosition()).toBe('1');
  });

  it.each<{ what: string; change: (options: ReadReq.Options) => unknown }>([
    {
      what: 'how ids are written',
      change: (options) => {
        options.clearUuidOption();
      },
    },
    {
      what: 'a count or a subscription',
      change: (options) => {
        options.clearCount();
      },
    },
    { what: 'more than no event', change: (options) => options.setCount('0') },
    {
      what: 'a stream or everything',
      change: (options) => {
        options.clearStream();
      },
    },
    {
      what: 'whether there is a filter',
      change: (options) => {
        options.clearNoFilter();
      },
    },
    {
      what: 'no filter on a stream',
      change: (options) => options.setFilter(new ReadReq.Options.FilterOptions()),
    },
    {
      what: 'a subscription forwards',
      change: (options) =>
        options
          .setSubscription(new ReadReq.Options.SubscriptionOptions())
          .setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS),
    },
  ])('needs $what', async ({ change }) => {
    await expect(read(change)).rejects.toThrow(/INVALID_ARGUMENT|UNKNOWN/);
  });

  const everything = async (filter: ReadReq.Options.FilterOptions, from?: bigint): Promise<ReadResp[]> =>
    read((options) => {
      const all = new ReadReq.Options.AllOptions().setStart(new Empty());
      if (from !== undefined) {
        const position = String(from);
        all.setPosition(
          new ReadReq.Options.Position().setCommitPosition(position).setPreparePosition(position),
        );
      }
      options.setAll(all).setFilter(filter);
    });

  const filterOptions = (): ReadReq.Options.FilterOptions =>
    new ReadReq.Options.FilterOptions().setCount(new Empty()).setCheckpointintervalmultiplier(1);

  const expression = (regex: string, prefixes: string[] = []): ReadReq.Options.FilterOptions.Expression =>
    new ReadReq.Options.FilterOptions.Expression().setRegex(regex).setPrefixList(prefixes);

  it.each([
    {
      by: 'prefix of the stream',
      filter: () => filterOptions().setStreamIdentifier(expression('', ['x', 's'])),
    },
    { by: 'pattern of the stream', filter: () => filterOptions().setStreamIdentifier(expression('^[^$]')) },
    { by: 'prefix of the type', filter: () => filterOptions().setEventType(expression('', ['T'])) },
    { by: 'pattern of the type', filter: () => filterOptions().setEventType(expression('^T$')) },
  ])('of everything is narrowed by $by', async ({ filter }) => {
    const found = await everything(filter());
    expect(found.map((response) => response.getEvent()?.getEvent()?.getStreamRevision())).toEqual(['0', '1']);
    const [, second] = server.log.events();
    expect(await everything(filter(), second!.position)).toHaveLength(1);
  });

  it('of everything with a filter, from where no record begins, fails', async () => {
    const filter = filterOptions().setStreamIdentifier(expression('', ['s']));
    const [first] = server.log.events();
    await expect(everything(filter, first!.position + 1n)).rejects.toThrow('InvalidPosition');
  });

  it('of everything needs a window and an expression in the filter', async () => {
    const noWindow = new ReadReq.Options.FilterOptions().setEventType(expression('^T$'));
    await expect(everything(noWindow)).rejects.toThrow('window');
    await expect(everything(filterOptions())).rejects.toThrow('neither');
  });
});

it('deletes nothing', async () => {
  const deletion = new Promise((resolve) => stub.delete(new DeleteReq(), resolve));
  expect(await deletion).toMatchObject({ code: status.UNIMPLEMENTED });
});
