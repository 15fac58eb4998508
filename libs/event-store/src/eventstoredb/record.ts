import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import { ServerFailure } from './failures.js';
import type { LogPoint } from './requests.js';

/** An event as the server has it. */
export interface ServerRecord {
  readonly stream: string;
  /** From 0. */
  readonly revision: number;
  readonly point: LogPoint;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: string;
  readonly metadata: string;
  /** Of data and metadata. */
  readonly bytes: number;
}

/** Takes an event out of the server's answer; undefined where the answer is something else. */
export function recordOf(response: ReadResp): ServerRecord | undefined {
  const event = response.getEvent()?.getEvent();
  if (event === undefined) return undefined;
  const described = event.getMetadataMap();
  const data = event.getData_asU8();
  const metadata = event.getCustomMetadata_asU8();
  return {
    stream: textOf(event.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array()),
    revision: Number(event.getStreamRevision()),
    point: { commit: safe(event.getCommitPosition()), prepare: safe(event.getPreparePosition()) },
    id: event.getId()?.getString() ?? '',
    type: described.get('type') ?? '',
    isJson: described.get('content-type') === 'application/json',
    data: textOf(data),
    metadata: textOf(metadata),
    bytes: data.length + metadata.length,
  };
}

/** The text of UTF-8 bytes, which are not copied for it. */
function textOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

/** A place that a subscription has come to without an event to give. */
export function checkpointOf(response: ReadResp): LogPoint | undefined {
  const checkpoint = response.getCheckpoint();
  return (
    checkpoint && {
      commit: safe(checkpoint.getCommitPosition()),
      prepare: safe(checkpoint.getPreparePosition()),
    }
  );
}

/** Positions are 64 bits wide. Beyond 2^53 one would be rounded to another's; that is refused instead. */
function safe(position: string): number {
  const number = Number(position);
  if (Number.isSafeInteger(number)) return number;
  throw new ServerFailure(
    'unsupported-server',
    true,
    false,
    `The server's log has grown to position ${position}, past 2^53; copy the ledger to a new server.`,
  );
}
