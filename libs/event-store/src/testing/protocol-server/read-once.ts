import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import type { EventLog } from './event-log.js';
import type { Outlet } from './outlet.js';
import type { LogPosition, ReadRequest, ReadTarget } from './read-request.js';
import { invalidReadPosition } from './refusals.js';
import { eventResponse, streamIdentifier } from './wire.js';

/** A read up to the end of what there is. */
export async function readOnce(log: EventLog, request: ReadRequest, outlet: Outlet): Promise<void> {
  const { target, isBackwards } = request;
  if (target.kind === 'stream') await readStream(log, request, target, outlet);
  else await sendAll(log, request, isBackwards ? backwards(log, target) : forwards(log, target), outlet);
  outlet.end();
}

async function readStream(
  log: EventLog,
  request: ReadRequest,
  { name, from }: Extract<ReadTarget, { kind: 'stream' }>,
  outlet: Outlet,
): Promise<void> {
  const last = log.lastRevision(name);
  if (last < 0) {
    const notFound = new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(name));
    await outlet.send(new ReadResp().setStreamNotFound(notFound));
    return;
  }
  await sendAll(log, request, recordsOfStream(log, name, from, request.isBackwards), outlet);
  if (request.tellsLastRevision) await outlet.send(new ReadResp().setLastStreamPosition(String(last)));
}

async function sendAll(
  log: EventLog,
  { count, uuid }: ReadRequest,
  records: Iterable<number>,
  outlet: Outlet,
): Promise<void> {
  let sent = 0;
  for (const record of records) {
    if (sent === count || outlet.isClosed()) return;
    await outlet.send(eventResponse(log, record, uuid));
    sent += 1;
  }
}

/** From the revision on, inclusive; backwards from a revision after the end means from the end. */
function* recordsOfStream(
  log: EventLog,
  name: string,
  from: bigint | 'start' | 'end',
  isBackwards: boolean,
): Generator<number> {
  const last = log.lastRevision(name);
  const end = isBackwards ? last : last + 1;
  const wanted = from === 'start' ? 0 : from === 'end' ? end : Number(from);
  const step = isBackwards ? -1 : 1;
  for (let revision = isBackwards ? Math.min(wanted, last) : wanted; ; revision += step) {
    const record = log.recordOf(name, revision);
    if (record === undefined) return;
    yield record;
  }
}

/** From the position on, inclusive. */
function* forwards(log: EventLog, { from, filter }: Extract<ReadTarget, { kind: 'all' }>): Generator<number> {
  let record = from === 'start' ? 0 : from === 'end' ? log.count : recordAt(log, from);
  for (; record < log.count; record += 1) {
    if (filter?.allows(log, record) !== false) yield record;
  }
}

/** The events that end at or before the position: the one that begins there is not among them. */
function* backwards(
  log: EventLog,
  { from, filter }: Extract<ReadTarget, { kind: 'all' }>,
): Generator<number> {
  let record =
    from === 'start' ? 0 : from === 'end' || from.commit === log.end ? log.count : recordAt(log, from);
  if (from !== 'start' && from !== 'end' && from.commit > log.end) throw invalidReadPosition();
  for (record -= 1; record >= 0; record -= 1) {
    if (filter?.allows(log, record) !== false) yield record;
  }
}

/**
 * The first record at or after the position. Past the last record there is nothing, which is no error; before it, a
 * record has to begin exactly there.
 *
 * @throws Refusal when none does
 */
function recordAt(log: EventLog, { commit, prepare }: LogPosition): number {
  const record = log.firstAtOrAfter(commit);
  if (record === log.count) return record;
  if (log.positionOf(record) !== commit) throw invalidReadPosition();
  return prepare > commit ? record + 1 : record;
}
