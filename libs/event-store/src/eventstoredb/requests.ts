import type * as SharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import type * as StreamMessages from '@eventstore/db-client/generated/streams_pb.js';

/** A place in `$all` where a record begins. */
export interface LogPoint {
  readonly commit: number;
  readonly prepare: number;
}

/** Which part of `$all` to read: only streams whose name starts so. */
export interface AllRead {
  /** Inclusive; where no record begins, the server refuses. */
  readonly from: LogPoint | 'start' | 'end';
  readonly prefix: string;
  readonly count: number;
  readonly direction: 'forwards' | 'backwards';
}

export interface StreamRead {
  readonly stream: string;
  /** Revision, from 0; inclusive. */
  readonly from: number | 'end';
  readonly count: number;
  readonly direction: 'forwards' | 'backwards';
}

/** An event to store, its JSON as text. */
export interface ServerWrite {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** Builds the messages of the protocol. The generated classes are handed in, since they are loaded late. */
export class Requests {
  constructor(
    private readonly shared: typeof SharedMessages,
    private readonly streams: typeof StreamMessages,
  ) {}

  readStream({ stream, from, count, direction }: StreamRead): StreamMessages.ReadReq {
    const { Options } = this.streams.ReadReq;
    const part = new Options.StreamOptions().setStreamIdentifier(this.streamName(stream));
    if (from === 'end') part.setEnd(this.empty());
    else part.setRevision(String(from));
    const options = new Options().setStream(part).setCount(String(count)).setNoFilter(this.empty());
    return this.read(options, direction);
  }

  readAll({ from, prefix, count, direction }: AllRead): StreamMessages.ReadReq {
    const { Options } = this.streams.ReadReq;
    const filter = this.filter(prefix).setCount(this.empty());
    const options = new Options().setAll(this.allFrom(from)).setCount(String(count)).setFilter(filter);
    return this.read(options, direction);
  }

  /** History after the point, then live. */
  subscribe(after: LogPoint, prefix: string): StreamMessages.ReadReq {
    const { Options } = this.streams.ReadReq;
    const filter = this.filter(prefix).setMax(CHECKPOINT_WINDOW).setCheckpointintervalmultiplier(1);
    const options = new Options()
      .setAll(this.allFrom(after))
      .setSubscription(new Options.SubscriptionOptions())
      .setFilter(filter);
    return this.read(options, 'forwards');
  }

  append(
    stream: string,
    expectedRevision: number | 'no-stream',
    correlationId: string,
    events: readonly ServerWrite[],
  ): StreamMessages.BatchAppendReq {
    const { BatchAppendReq } = this.streams;
    // No deadline is sent: it would be an instant of our clock, and the server has a time-out of its own.
    const options = new BatchAppendReq.Options().setStreamIdentifier(this.streamName(stream));
    if (expectedRevision === 'no-stream') options.setNoStream(this.empty());
    else options.setStreamPosition(String(expectedRevision));
    return new BatchAppendReq()
      .setCorrelationId(new this.shared.UUID().setString(correlationId))
      .setOptions(options)
      .setProposedMessagesList(events.map((event) => this.proposed(event)))
      .setIsFinal(true);
  }

  private proposed({ id, type, data, metadata }: ServerWrite): StreamMessages.BatchAppendReq.ProposedMessage {
    const message = new this.streams.BatchAppendReq.ProposedMessage()
      .setId(new this.shared.UUID().setString(id))
      .setData(Buffer.from(data))
      .setCustomMetadata(Buffer.from(metadata));
    message.getMetadataMap().set('type', type).set('content-type', 'application/json');
    return message;
  }

  private read(
    options: StreamMessages.ReadReq.Options,
    direction: 'forwards' | 'backwards',
  ): StreamMessages.ReadReq {
    const { Options } = this.streams.ReadReq;
    const { FORWARDS, BACKWARDS } = Options.ReadDirection;
    options
      .setReadDirection(direction === 'forwards' ? FORWARDS : BACKWARDS)
      .setResolveLinks(false)
      .setUuidOption(new Options.UUIDOption().setString(this.empty()));
    return new this.streams.ReadReq().setOptions(options);
  }

  private allFrom(from: AllRead['from']): StreamMessages.ReadReq.Options.AllOptions {
    const { AllOptions, Position } = this.streams.ReadReq.Options;
    if (from === 'start') return new AllOptions().setStart(this.empty());
    if (from === 'end') return new AllOptions().setEnd(this.empty());
    const position = new Position()
      .setCommitPosition(String(from.commit))
      .setPreparePosition(String(from.prepare));
    return new AllOptions().setPosition(position);
  }

  private filter(prefix: string): StreamMessages.ReadReq.Options.FilterOptions {
    const { FilterOptions } = this.streams.ReadReq.Options;
    const expression = new FilterOptions.Expression().setPrefixList([prefix]);
    return new FilterOptions().setStreamIdentifier(expression);
  }

  private streamName(name: string): SharedMessages.StreamIdentifier {
    return new this.shared.StreamIdentifier().setStreamName(Buffer.from(name));
  }

  /** The protocol has two empty messages, alike on the wire; the client, too, always sends its own. */
  private empty(): never {
    return new this.shared.Empty() as never;
  }
}

/** The server tells a subscription how far it is each time it has looked at that many records. */
const CHECKPOINT_WINDOW = 1_000;
