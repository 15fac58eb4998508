/** An event as a client proposes it. */
export interface ProposedEvent {
  /** A UUID in lower case. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What is stored of an event; `streamNumber` is given out by the log. */
export interface PackedRecord extends ProposedEvent {
  readonly streamNumber: number;
  /** From 0. */
  readonly revision: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly position: bigint;
}

const chunkBytes = 1 << 20;
const initialRecords = 1024;
/** Stream, revision, creation, id, kind of content, three lengths. */
const headerBytes = 4 + 4 + 8 + 16 + 1 + 2 + 4 + 4;

/**
 * Records as bytes outside the JavaScript heap, so that millions of them cost it nothing: a bench compares the heap of
 * the client, and the server may run in the same process.
 */
export class PackedRecords {
  readonly #chunks: Buffer[] = [];
  #used = chunkBytes;
  #count = 0;
  #positions = new BigUint64Array(initialRecords);
  #chunkOf = new Uint32Array(initialRecords);
  #offsetOf = new Uint32Array(initialRecords);

  get count(): number {
    return this.#count;
  }

  add(record: PackedRecord): void {
    const type = Buffer.from(record.type);
    const bytes = headerBytes + type.length + record.data.length + record.metadata.length;
    const [chunk, start] = this.#room(bytes);
    let at = chunk.writeUInt32LE(record.streamNumber, start);
    at = chunk.writeUInt32LE(record.revision, at);
    at = chunk.writeDoubleLE(record.createdAt, at);
    at += chunk.write(record.id.replaceAll('-', ''), at, 'hex');
    at = chunk.writeUInt8(record.isJson ? 1 : 0, at);
    at = chunk.writeUInt16LE(type.length, at);
    at = chunk.writeUInt32LE(record.data.length, at);
    at = chunk.writeUInt32LE(record.metadata.length, at);
    for (const part of [type, record.data, record.metadata]) {
      chunk.set(part, at);
      at += part.length;
    }
    this.#note(record.position, start);
  }

  positionOf(record: number): bigint {
    return this.#positions[this.#existing(record)] ?? 0n;
  }

  streamNumberOf(record: number): number {
    const [chunk, at] = this.#find(record);
    return chunk.readUInt32LE(at);
  }

  idOf(record: number): string {
    const [chunk, at] = this.#find(record);
    return uuidText(chunk.toString('hex', at + 16, at + 32));
  }

  typeOf(record: number): string {
    const [chunk, at] = this.#find(record);
    return chunk.toString('utf8', at + headerBytes, at + headerBytes + chunk.readUInt16LE(at + 33));
  }

  read(record: number): PackedRecord {
    const [chunk, at] = this.#find(record);
    const dataAt = at + headerBytes + chunk.readUInt16LE(at + 33);
    const metadataAt = dataAt + chunk.readUInt32LE(at + 35);
    return {
      streamNumber: chunk.readUInt32LE(at),
      revision: chunk.readUInt32LE(at + 4),
      createdAt: chunk.readDoubleLE(at + 8),
      id: this.idOf(record),
      isJson: chunk.readUInt8(at + 32) === 1,
      type: this.typeOf(record),
      data: chunk.subarray(dataAt, metadataAt),
      metadata: chunk.subarray(metadataAt, metadataAt + chunk.readUInt32LE(at + 39)),
      position: this.positionOf(record),
    };
  }

  /** Number of the first record at or after the position; `count` when there is none. */
  firstAtOrAfter(position: bigint): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#positions[middle] ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #existing(record: number): number {
    if (record < 0 || record >= this.#count) throw new RangeError(`There is no record ${record}.`);
    return record;
  }

  #find(record: number): readonly [Buffer, number] {
    this.#existing(record);
    const chunk = this.#chunks[this.#chunkOf[record] ?? 0];
    if (chunk === undefined) throw new RangeError(`There is no chunk for record ${record}.`);
    return [chunk, this.#offsetOf[record] ?? 0];
  }

  #room(bytes: number): readonly [Buffer, number] {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + bytes > chunk.length) {
      chunk = Buffer.alloc(Math.max(chunkBytes, bytes));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += bytes;
    return [chunk, start];
  }

  #note(position: bigint, start: number): void {
    if (this.#count === this.#positions.length) this.#grow();
    this.#positions[this.#count] = position;
    this.#chunkOf[this.#count] = this.#chunks.length - 1;
    this.#offsetOf[this.#count] = start;
    this.#count += 1;
  }

  #grow(): void {
    const size = this.#count * 2;
    const [positions, chunkOf, offsetOf] = [this.#positions, this.#chunkOf, this.#offsetOf];
    this.#positions = new BigUint64Array(size);
    this.#chunkOf = new Uint32Array(size);
    this.#offsetOf = new Uint32Array(size);
    this.#positions.set(positions);
    this.#chunkOf.set(chunkOf);
    this.#offsetOf.set(offsetOf);
  }
}

/** The usual spelling of a UUID from its 32 hexadecimal digits. */
export function uuidText(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}
