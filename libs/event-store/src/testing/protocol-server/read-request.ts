import { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

import { type Filter, parseFilter } from './filter.js';
import { handlerFailed, invalidArgument } from './refusals.js';
import { streamName } from './wire.js';

/** Commit and prepare position; on this server the two of an event are the same. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** What is read, and from where. */
export type ReadTarget =
  | { readonly kind: 'stream'; readonly name: string; readonly from: bigint | 'start' | 'end' }
  | {
      readonly kind: 'all';
      readonly from: LogPosition | 'start' | 'end';
      readonly filter: Filter | undefined;
    };

/** A read or a subscription, checked. */
export interface ReadRequest {
  readonly target: ReadTarget;
  /** Undefined for a subscription. */
  readonly count: number | undefined;
  readonly isBackwards: boolean;
  readonly uuid: ReadReq.Options.UUIDOption.ContentCase;
  /** Whether a read of a stream ends with the revision of its last event. */
  readonly tellsLastRevision: boolean;
}

const { StreamOptionCase, CountOptionCase, FilterOptionCase } = ReadReq.Options;

/** @throws Refusal when something required is missing, or things are combined that cannot be */
export function parseReadRequest(request: ReadReq): ReadRequest {
  const options = request.getOptions();
  if (options === undefined) throw handlerFailed();
  const uuid = options.getUuidOption()?.getContentCase();
  if (uuid === undefined) throw invalidArgument("'uuidOption' is a required argument.");
  const target = parseTarget(options);
  const isBackwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  const tellsLastRevision = (options.getControlOption()?.getCompatibility() ?? 0) >= 1;
  return { target, count: parseCount(options, isBackwards), isBackwards, uuid, tellsLastRevision };
}

function parseCount(options: ReadReq.Options, isBackwards: boolean): number | undefined {
  switch (options.getCountOptionCase()) {
    case CountOptionCase.COUNT: {
      const count = Number(options.getCount());
      if (count < 1) throw handlerFailed();
      return count;
    }
    case CountOptionCase.SUBSCRIPTION:
      if (isBackwards) throw invalidArgument('A subscription does not go backwards.');
      return undefined;
    case CountOptionCase.COUNT_OPTION_NOT_SET:
      throw invalidArgument('Neither a count nor a subscription is asked for.');
  }
}

function parseTarget(options: ReadReq.Options): ReadTarget {
  const filterCase = options.getFilterOptionCase();
  if (filterCase === FilterOptionCase.FILTER_OPTION_NOT_SET) {
    throw invalidArgument('Say whether there is a filter.');
  }
  switch (options.getStreamOptionCase()) {
    case StreamOptionCase.STREAM: {
      const stream = options.getStream();
      if (stream === undefined || filterCase === FilterOptionCase.FILTER) {
        throw invalidArgument('A single stream is read without a filter.');
      }
      const name = streamName(stream.getStreamIdentifier());
      if (name === '') throw handlerFailed();
      const edge = stream.hasEnd() ? 'end' : 'start';
      return { kind: 'stream', name, from: stream.hasRevision() ? BigInt(stream.getRevision()) : edge };
    }
    case StreamOptionCase.ALL: {
      const filter = options.getFilter();
      return { kind: 'all', from: parsePosition(options), filter: filter && parseFilter(filter) };
    }
    case StreamOptionCase.STREAM_OPTION_NOT_SET:
      throw invalidArgument('Neither a stream nor $all is asked for.');
  }
}

function parsePosition(options: ReadReq.Options): LogPosition | 'start' | 'end' {
  const all = options.getAll();
  const position = all?.getPosition();
  if (position === undefined) return all?.hasEnd() === true ? 'end' : 'start';
  return { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) };
}
