import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import type { EventLog } from './event-log.js';
import { type PackedRecord, type ProposedEvent, uuidText } from './packed-records.js';
import { handlerFailed, metadataMissing } from './refusals.js';

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const noId = '00000000-0000-0000-0000-000000000000';
const ticksPerMillisecond = 10_000;

/** Both proposed messages, of a single append and of a batch, have these. */
interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/**
 * @throws Refusal when the type or the content type is missing, the type is empty, or the id is none
 */
export function proposedEvent(message: ProposedMessage): ProposedEvent {
  const type = message.getMetadataMap().get('type');
  const contentType = message.getMetadataMap().get('content-type');
  if (type === undefined) throw metadataMissing('type');
  if (contentType === undefined) throw metadataMissing('content-type');
  const id = readUuid(message.getId());
  if (type === '' || id === noId) throw handlerFailed();
  const data = message.getData_asU8();
  const metadata = message.getCustomMetadata_asU8();
  return { id, type, isJson: contentType === 'application/json', data, metadata };
}

/** What the server counts against its limit of one append. */
export function sizeOf(event: ProposedEvent): number {
  return event.data.length + event.metadata.length + event.type.length * 2;
}

/** @throws Refusal when it is no UUID */
export function readUuid(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured !== undefined) {
    const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
    return uuidText(half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits()));
  }
  const text = uuid?.getString().toLowerCase() ?? '';
  if (!uuidForm.test(text)) throw handlerFailed();
  return text;
}

export function streamIdentifier(name: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(plainBytes(Buffer.from(name)));
}

/** The name as text; empty when there is none. */
export function streamName(identifier: StreamIdentifier | undefined): string {
  return identifier === undefined ? '' : Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
}

/** An event as readers get it. */
export function eventResponse(
  log: EventLog,
  record: number,
  uuidOption: ReadReq.Options.UUIDOption.ContentCase,
): ReadResp {
  const stored = log.read(record);
  const position = stored.position.toString();
  const event = new ReadResp.ReadEvent.RecordedEvent()
    .setId(writeUuid(stored.id, uuidOption))
    .setStreamIdentifier(streamIdentifier(stored.stream))
    .setStreamRevision(String(stored.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(plainBytes(stored.data))
    .setCustomMetadata(plainBytes(stored.metadata));
  describe(event, stored);
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(event).setCommitPosition(position));
}

function describe(event: ReadResp.ReadEvent.RecordedEvent, stored: PackedRecord): void {
  const content = stored.isJson ? 'application/json' : 'application/octet-stream';
  event
    .getMetadataMap()
    .set('type', stored.type)
    .set('created', String(stored.createdAt * ticksPerMillisecond))
    .set('content-type', content);
}

function writeUuid(id: string, option: ReadReq.Options.UUIDOption.ContentCase): UUID {
  if (option === ReadReq.Options.UUIDOption.ContentCase.STRING) return new UUID().setString(id);
  const digits = id.replaceAll('-', '');
  const half = (from: number): string =>
    BigInt.asIntN(64, BigInt(`0x${digits.slice(from, from + 16)}`)).toString();
  return new UUID().setStructured(
    new UUID.Structured().setMostSignificantBits(half(0)).setLeastSignificantBits(half(16)),
  );
}

export const empty = (): Empty => new Empty();

/** The protobuf runtime takes a Buffer for a base64 string of another kind; it wants the plain class. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
