import { Code } from '@eventstore/db-client/generated/code_pb.js';
import {
  AccessDenied,
  BadRequest,
  MaximumAppendSizeExceeded,
  Timeout,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb.js';
import { Status } from '@eventstore/db-client/generated/status_pb.js';
import { type BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Any } from 'google-protobuf/google/protobuf/any_pb.js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb.js';

/** Refusals of one append in a batch stream; the stream itself goes on. Codes are those of the server's `Status`. */
function statusOf(name: string, code: Code, details: { serializeBinary(): Uint8Array }): Status {
  const any = new Any();
  any.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new Status().setCode(code).setMessage(name).setDetails(any);
}

export const accessDeniedStatus = (): Status =>
  statusOf('AccessDenied', Code.PERMISSION_DENIED, new AccessDenied());

export const timeoutStatus = (): Status => statusOf('Timeout', Code.DEADLINE_EXCEEDED, new Timeout());

export const badRequestStatus = (message: string): Status =>
  statusOf('BadRequest', Code.INVALID_ARGUMENT, new BadRequest().setMessage(message));

export const tooLargeStatus = (limitBytes: number): Status =>
  statusOf(
    'MaximumAppendSizeExceeded',
    Code.INVALID_ARGUMENT,
    new MaximumAppendSizeExceeded().setMaxappendsize(limitBytes),
  );

export function wrongRevisionStatus(options: BatchAppendReq.Options, current: number): Status {
  const details = new WrongExpectedVersion();
  if (options.hasStreamPosition()) details.setExpectedStreamPosition(options.getStreamPosition());
  if (options.hasNoStream()) details.setExpectedNoStream(new Empty());
  if (options.hasAny()) details.setExpectedAny(new Empty());
  if (options.hasStreamExists()) details.setExpectedStreamExists(new Empty());
  if (current < 0) details.setCurrentNoStream(new Empty());
  else details.setCurrentStreamRevision(String(current));
  return statusOf('WrongExpectedVersion', Code.ALREADY_EXISTS, details);
}
