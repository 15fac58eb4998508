import { createHash } from 'node:crypto';
import {
  AuditError,
  checkCosignature,
  DECLARATIONS_STREAM,
  GrowingRoot,
  isSameCreation,
  KeyChain,
  namedKeyOf,
  readCheckpoint,
  readNote,
  readSignatureLine,
  readVerifierKey,
  type Revocation,
  sealedCreation,
  sha256,
  type SealedCreation,
  UnsealableEventError,
  written,
} from '#libs/audit';
import { CanonicalJsonError } from '#libs/canonical';
import { type KeyBinding, parseInstant, type RecordedEvent } from '#libs/event-store';
import {
  eventLine,
  EXPORT_FORMAT,
  type ExportedCheckpoint,
  type ExportEnd,
  type ExportHeader,
  type ExportRecord,
  recordLine,
} from './lines.js';
import { unknownMember } from './members.js';
import { SignedSizes } from './signed-sizes.js';

/** Why a line is refused. */
export type LineFault =
  /** The file does not begin with a header of this format. */
  | 'no-header'
  /** It is no line of an export, or not written as one: another order of members, a blank, another number. */
  | 'malformed'
  /** It has a member that lines of its kind do not have. */
  | 'unknown-member'
  /** What it says and the hash in it do not fit. */
  | 'hash'
  /** It fits itself, but not what stands before it: a line between is gone, was added, or was changed with its hash. */
  | 'order'
  /** A checkpoint that is not over the events before it. */
  | 'another-log'
  /** A checkpoint that names another making of the ledger than the header: its kind, clock or day is not that one. */
  | 'creation'
  /** A checkpoint or co-signature that is not rightly signed. */
  | 'signature'
  /** A checkpoint by a key that a line, be it a later one, revokes for its size. */
  | 'key-revoked'
  /** A key that a line before has bound already. */
  | 'key-twice'
  /** An event names a key that no line has bound to it: that line is gone, or says something else. */
  | 'key-missing'
  /** The end counts other lines than there are. */
  | 'end'
  /** The file ends without its last line, or within one. */
  | 'cut'
  /** Something stands after the end. */
  | 'after-end';

/** A line that is refused, counted from 1: the one at hand, or one before it that it shows to be wrong. */
export interface RefusedLine {
  readonly line: number;
  readonly because: LineFault;
  /** The member that it may not have, as a JSON pointer. */
  readonly member?: string;
}

/** A line in its meaning, once it was found right. */
export type CheckedLine =
  | { readonly kind: 'header'; readonly header: ExportHeader }
  | { readonly kind: 'event'; readonly event: RecordedEvent; readonly leaf: Buffer }
  | { readonly kind: 'checkpoint'; readonly checkpoint: ExportedCheckpoint }
  | { readonly kind: 'key'; readonly key: KeyBinding }
  | { readonly kind: 'end'; readonly end: ExportEnd };

interface Head {
  readonly version: number;
  readonly leaf: Buffer;
}

/**
 * Reads an export line by line and recomputes every hash in it. The first line that is not what was exported is refused; a
 * line that was changed together with its hash is refused where it no longer fits what stands before or after it.
 */
export class ExportCheck {
  private readonly lines = createHash('sha256');
  private readonly root = new GrowingRoot();
  private readonly heads = new Map<string, Head>();
  private readonly keys = new KeyChain();
  private readonly signed = new SignedSizes();
  private number = 0;
  private logId: string | undefined;
  private creation: SealedCreation | undefined;
  private position = 0;
  private recordedAt = '';
  private counts = { checkpoints: 0, keys: 0 };
  /** A hash of each key, as 16 characters of a byte each: they come in no stated order. */
  private readonly bound = new Set<string>();
  /** In the same form, what the events name of keys and no line has bound yet. */
  private readonly named = new Set<string>();
  /** By stream, an append whose key is named and of whose events some have not come yet. */
  private readonly underway = new Map<string, { readonly name: string; readonly last: number }>();
  private lastCheckpoint = 0;
  private sealedCreations = 0;
  private hasKeys = false;
  private hasEnded = false;

  /** @param onLeaf told the number of events and the root after each one that is asked about */
  constructor(
    private readonly sizes: ReadonlySet<number> = new Set(),
    private readonly onRoot: (size: number, root: Buffer) => void = () => undefined,
  ) {}

  get events(): number {
    return this.root.size;
  }

  get isWhole(): boolean {
    return this.hasEnded;
  }

  /** Whether a checkpoint of the file names what the ledger was made as. */
  get isCreationSealed(): boolean {
    return this.sealedCreations > 0;
  }

  /** Root over the events so far. */
  rootNow(): Buffer {
    return this.root.root();
  }

  /** What the checkpoints so far revoke. */
  get revocations(): readonly Revocation[] {
    return this.signed.revocations;
  }

  /** The first line so far with a checkpoint that does not count by these revocations. */
  firstRevoked(revocations: readonly Revocation[]): RefusedLine | undefined {
    const line = this.signed.firstRevoked(revocations);
    return line === undefined ? undefined : { line, because: 'key-revoked' };
  }

  take(text: string): CheckedLine | RefusedLine {
    this.number += 1;
    const taken = this.taken(text);
    return typeof taken === 'string' ? { line: this.number, because: taken } : taken;
  }

  private taken(text: string): CheckedLine | RefusedLine | LineFault {
    if (this.hasEnded) return 'after-end';
    const parsed = parsedLine(text);
    if (this.logId === undefined && parsed?.['export'] === undefined) return 'no-header';
    if (parsed === undefined) return 'malformed';
    const checked = this.checked(text, parsed);
    if (typeof checked !== 'string' && 'kind' in checked) this.lines.update(`${text}\n`);
    return checked;
  }

  private checked(
    text: string,
    parsed: Readonly<Record<string, unknown>>,
  ): CheckedLine | RefusedLine | LineFault {
    try {
      // What is no header of this format may have other members.
      const isKnown = parsed['export'] === undefined || isOfFormat(parsed['export']);
      const member = isKnown ? unknownMember(parsed) : undefined;
      if (member !== undefined) return { line: this.number, because: 'unknown-member', member };
      return 'event' in parsed ? this.event(text, parsed) : this.record(text, parsed);
    } catch (error) {
      // Nothing that has no canonical form was ever exported.
      if (error instanceof UnsealableEventError || error instanceof CanonicalJsonError) return 'malformed';
      throw error;
    }
  }

  private event(
    text: string,
    { event: given, hash, index }: Readonly<Record<string, unknown>>,
  ): CheckedLine | LineFault {
    const { logId = '' } = this;
    if (!isLeaf(given)) return 'malformed';
    const { data, id, metadata, position, previous, recordedAt, schemaVersion, stream, type, version } =
      given;
    const event: RecordedEvent = {
      data,
      id,
      metadata,
      position,
      recordedAt,
      schemaVersion,
      stream,
      type,
      version,
    };
    const before = this.heads.get(stream);
    const place = { logId, previous: before?.leaf ?? null, index: this.root.size };
    const { line, leaf } = eventLine(event, place);
    if (line !== text) {
      // By its own word: is it a line as it was written, only not here?
      const other = {
        logId: given.log,
        previous: hashOf(previous),
        index: typeof index === 'number' ? index : -1,
      };
      const alone = eventLine(event, other);
      if (written(alone.leaf) !== hash) return 'hash';
      return alone.line === text ? 'order' : 'malformed';
    }
    const follows = version === (before?.version ?? 0) + 1 && position > this.position && !this.hasKeys;
    if (!follows) return 'order';
    this.root.add(leaf);
    this.heads.set(stream, { version, leaf });
    this.noteKey(event);
    this.position = position;
    this.recordedAt = recordedAt;
    if (this.sizes.has(this.root.size)) this.onRoot(this.root.size, this.root.root());
    return { kind: 'event', event, leaf };
  }

  private record(
    text: string,
    { hash: _, ...record }: Readonly<Record<string, unknown>>,
  ): CheckedLine | RefusedLine | LineFault {
    const line = recordLine(record as unknown as ExportRecord);
    if (line !== text)
      return line.replace(HASH_MEMBER, '') === text.replace(HASH_MEMBER, '') ? 'hash' : 'malformed';
    if (isHeader(record['export'])) return this.header(record['export']);
    if (isCheckpoint(record['checkpoint'])) return this.checkpoint(record['checkpoint']);
    if (isKey(record['key'])) return this.key(record['key']);
    if (isEnd(record['end'])) return this.end(record['end']);
    return this.logId === undefined ? 'no-header' : 'malformed';
  }

  private header(header: ExportHeader): CheckedLine | LineFault {
    if (this.logId !== undefined) return 'order';
    this.logId = header.ledger.logId;
    this.creation = sealedCreation(header.ledger);
    return { kind: 'header', header };
  }

  private checkpoint(checkpoint: ExportedCheckpoint): CheckedLine | RefusedLine | LineFault {
    if (this.hasKeys) return 'order';
    try {
      const { text } = readNote(checkpoint.note);
      const read = readCheckpoint(text);
      const { logId, size, root, position, recordedAt, previous, creation, declarations } = read;
      const isHere =
        logId === this.logId &&
        size === this.root.size &&
        position === this.position &&
        recordedAt === this.recordedAt &&
        root.equals(this.root.root()) &&
        (declarations === null || declarations === (this.heads.get(DECLARATIONS_STREAM)?.version ?? 0));
      if (!isHere) return 'another-log';
      if (previous !== this.lastCheckpoint) return 'order';
      const distrust = this.keys.take(checkpoint.note);
      if (distrust !== undefined) return distrust === 'key-revoked' ? distrust : 'signature';
      const line = this.signed.take(read, this.number);
      if (line !== undefined) return { line, because: 'key-revoked' };
      if (creation !== null && this.creation !== undefined && !isSameCreation(creation, this.creation))
        return 'creation';
      this.sealedCreations += creation === null ? 0 : 1;
      for (const { witness, line } of checkpoint.cosignatures)
        checkCosignature(text, readSignatureLine(line), readVerifierKey(witness));
      this.lastCheckpoint = size;
      this.counts.checkpoints += 1;
      return { kind: 'checkpoint', checkpoint };
    } catch (error) {
      if (error instanceof AuditError) return 'signature';
      throw error;
    }
  }

  /** An export ends with whole appends of an embedded store; a server's may end within one, whose key is then left out. */
  private noteKey(event: RecordedEvent): void {
    const { stream, version } = event;
    const key = namedKeyOf(event);
    if (key !== undefined) {
      const name = bindingName(key.digest, { stream, version, count: key.count });
      this.underway.set(stream, { name, last: version + key.count - 1 });
    }
    const whole = this.underway.get(stream);
    if (whole?.last !== version) return;
    this.named.add(whole.name);
    this.underway.delete(stream);
  }

  private key(key: KeyBinding): CheckedLine | LineFault {
    const length = this.heads.get(key.stream)?.version ?? 0;
    if (key.version < 1 || key.count < 1 || key.version + key.count - 1 > length) return 'order';
    const digest = sha256(key.key);
    const name = digest.toString('latin1', 0, 16);
    if (this.bound.has(name)) return 'key-twice';
    this.bound.add(name);
    // A key that an earlier program bound later than its events were recorded is named by none of them.
    this.named.delete(bindingName(digest, key));
    this.hasKeys = true;
    this.counts.keys += 1;
    return { kind: 'key', key };
  }

  private end(end: ExportEnd): CheckedLine | LineFault {
    const { checkpoints, keys } = this.counts;
    const isRight =
      end.events === this.root.size &&
      end.checkpoints === checkpoints &&
      end.keys === keys &&
      end.position === this.position &&
      end.root === written(this.root.root()) &&
      end.lines === `sha256:${this.lines.copy().digest('hex')}`;
    if (!isRight) return 'end';
    if (this.named.size > 0) return 'key-missing';
    this.hasEnded = true;
    return { kind: 'end', end };
  }
}

function bindingName(digest: Buffer, { stream, version, count }: Omit<KeyBinding, 'key'>): string {
  const binding = `${digest.toString('hex')} ${String(version)} ${String(count)} ${stream}`;
  return sha256(binding).toString('latin1', 0, 16);
}

/** The hash of a line that is no event's; names sort so that it can stand anywhere. */
const HASH_MEMBER = /"hash":"[^"]*",?/;

function parsedLine(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type Leaf = RecordedEvent & { readonly log: string; readonly previous: string | null };

function isLeaf(value: unknown): value is Leaf {
  if (!isObject(value)) return false;
  const { id, metadata, position, previous, recordedAt, schemaVersion, stream, type, version, log } = value;
  return (
    [id, stream, type, log].every((each) => typeof each === 'string') &&
    [position, schemaVersion, version].every((each) => isCount(each) && each > 0) &&
    typeof recordedAt === 'string' &&
    parseInstant(recordedAt) !== undefined &&
    (previous === null || typeof previous === 'string') &&
    isObject(metadata) &&
    typeof metadata['actor'] === 'string' &&
    typeof metadata['correlationId'] === 'string' &&
    'data' in value
  );
}

function hashOf(text: string | null): Buffer | null {
  return text === null ? null : Buffer.from(text.replace(/^sha256:/, ''), 'hex');
}

function isOfFormat(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && value['format'] === EXPORT_FORMAT;
}

function isHeader(value: unknown): value is ExportHeader {
  if (!isOfFormat(value) || !isObject(value['ledger'])) return false;
  const { logId, kind, clockOffsetMs, appVersion, createdAt } = value['ledger'];
  return (
    typeof value['engine'] === 'string' &&
    value['engine'] !== '' &&
    typeof logId === 'string' &&
    (kind === 'ledger' || kind === 'sample') &&
    Number.isSafeInteger(clockOffsetMs) &&
    typeof appVersion === 'string' &&
    typeof createdAt === 'string' &&
    parseInstant(createdAt) !== undefined
  );
}

function isCheckpoint(value: unknown): value is ExportedCheckpoint {
  if (!isObject(value) || typeof value['note'] !== 'string') return false;
  const { cosignatures } = value;
  return (
    Array.isArray(cosignatures) &&
    cosignatures.every(
      (each: unknown) =>
        isObject(each) && typeof each['witness'] === 'string' && typeof each['line'] === 'string',
    )
  );
}

function isKey(value: unknown): value is KeyBinding {
  return (
    isObject(value) &&
    typeof value['key'] === 'string' &&
    value['key'] !== '' &&
    typeof value['stream'] === 'string' &&
    isCount(value['version']) &&
    isCount(value['count'])
  );
}

function isEnd(value: unknown): value is ExportEnd {
  return isObject(value) && isCount(value['events']) && typeof value['root'] === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
