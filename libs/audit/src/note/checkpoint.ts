import type { SealedCreation } from '../creation.js';
import { MalformedNoteError } from '../errors.js';
import { type Hash, HASH_BYTES, readHash, written } from '../hashing.js';
import type { TreeHead } from '../merkle/proofs.js';
import {
  type AccessLogHead,
  accessLogLine,
  type NamedReseal,
  readAccessLogLine,
  readResealLine,
  resealLine,
} from './named-logs.js';
import { readVerifierKey } from './verifier-key.js';

/** A key that counts no more for checkpoints of more than so many events. */
export interface Revocation {
  /** The key as `VerifierKey.text`. */
  readonly verifier: string;
  readonly size: number;
}

/** True where a key no longer counts for a checkpoint of so many events, by these revocations. */
export function isRevoked(
  revocations: readonly Revocation[],
  { verifier, size }: Pick<Checkpoint, 'verifier' | 'size'>,
): boolean {
  return revocations.some((each) => each.verifier === verifier && size > each.size);
}

/** The part of a program that decides, as one file: `core.mjs` of a release, which anyone can run again. */
export interface CoreDigest {
  /** Version of the program, as answers name it. */
  readonly engine: string;
  /** `sha256:…` over the file. */
  readonly digest: string;
}

/** What a checkpoint says. It carries no time of its making; when it was seen, witnesses say. */
export interface Checkpoint extends TreeHead {
  readonly logId: string;
  /** Root of the map of stream heads after the same events. */
  readonly heads: Hash;
  /** Position of the last event in it, and when that was recorded. */
  readonly position: number;
  readonly recordedAt: string;
  /** Size of the checkpoint before, so that none can be left out; 0 before the first. */
  readonly previous: number;
  /** The key that seals from here on, as `VerifierKey.text`. */
  readonly verifier: string;
  readonly revoked: readonly Revocation[];
  /** What decides in the program that sealed; null: it did not say, as programs before this line did not. */
  readonly core: CoreDigest | null;
  /** What the log was made as; null: programs before this line did not say. */
  readonly creation: SealedCreation | null;
  /** Events in the stream of the sources' declarations; null: it did not say. */
  readonly declarations: number | null;
  /** The newest checkpoint of the access log; null: there was none, or it did not say. */
  readonly accessLog: AccessLogHead | null;
  /** The newest re-seal by each function, in the order of their names. */
  readonly reseals: readonly NamedReseal[];
}

/** The first line of a ledger's checkpoints, and the name of its keys. */
export function originOf(logId: string): string {
  return `canbao-ledger/${logId}`;
}

/** The text of a checkpoint (C2SP tlog-checkpoint): origin, size, root, then lines of our own, each with its name first. */
export function checkpointText(checkpoint: Checkpoint): string {
  const { logId, size, root, heads, position, recordedAt, previous, verifier, revoked } = checkpoint;
  const { core, creation, declarations, accessLog, reseals } = checkpoint;
  const lines = [
    originOf(logId),
    String(size),
    root.toString('base64'),
    `heads ${written(heads)}`,
    `position ${position}`,
    `recorded-at ${recordedAt}`,
    `previous ${previous}`,
    `key ${verifier}`,
    ...revoked.map((each) => `revoked ${each.verifier} ${each.size}`),
    ...(core === null ? [] : [`core ${core.engine} ${core.digest}`]),
    ...(creation === null ? [] : [`creation ${creation.kind} ${creation.digest}`]),
    ...(declarations === null ? [] : [`declarations ${declarations}`]),
    ...(accessLog === null ? [] : [accessLogLine(accessLog)]),
    ...reseals.map(resealLine),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Reads a checkpoint of a canbao ledger. Lines of other names than those known here are left alone: a later program may add some.
 *
 * @throws MalformedNoteError, MalformedKeyError
 */
export function readCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new MalformedNoteError('a line break at the end of the text');
  const lines = text.slice(0, -1).split('\n');
  const [origin = '', size = '', root = '', heads, position, recordedAt, previous, key, ...rest] = lines;
  const [, logId] = /^canbao-ledger\/([0-9a-f-]{36})$/.exec(origin) ?? [];
  if (logId === undefined) throw new MalformedNoteError('the origin canbao-ledger/… in the first line');
  const rootHash = Buffer.from(root, 'base64');
  if (rootHash.length !== HASH_BYTES || rootHash.toString('base64') !== root)
    throw new MalformedNoteError('the root in base64 in the third line');
  const headsHash = readHash(after('heads', heads));
  if (headsHash === undefined) throw new MalformedNoteError('sha256:… after "heads"');
  const verifier = readVerifierKey(after('key', key));
  if (verifier.name !== origin) throw new MalformedNoteError('a key of the name in the first line');
  const last = after('recorded-at', recordedAt);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(last))
    throw new MalformedNoteError('YYYY-MM-DDTHH:MM:SS.sssZ after "recorded-at"');
  for (const name of ['heads', 'position', 'recorded-at', 'previous', 'key'])
    if (linesOf(name, rest).length > 0) throw new MalformedNoteError(`one line "${name} …"`);
  const reseals = linesOf('reseal', rest).map(readResealLine);
  if (new Set(reseals.map(({ algorithm }) => algorithm)).size < reseals.length)
    throw new MalformedNoteError('one line "reseal …" for each function');
  return {
    logId,
    size: numberOf(size),
    root: rootHash,
    heads: headsHash,
    position: numberOf(after('position', position)),
    recordedAt: last,
    previous: numberOf(after('previous', previous)),
    verifier: verifier.text,
    revoked: linesOf('revoked', rest).map(readRevocation),
    core: readCore(only('core', rest)),
    creation: readCreation(only('creation', rest)),
    declarations: readDeclarations(only('declarations', rest)),
    accessLog: readAccessLogLine(only('access-log', rest)),
    reseals,
  };
}

function after(name: string, line: string | undefined): string {
  if (line?.startsWith(`${name} `) !== true) throw new MalformedNoteError(`a line "${name} …"`);
  return line.slice(name.length + 1);
}

function readRevocation(line: string): Revocation {
  const [, verifier = '', size = '', ...more] = line.split(' ');
  if (more.length > 0) throw new MalformedNoteError('a line "revoked key size"');
  return { verifier: readVerifierKey(verifier).text, size: numberOf(size) };
}

function readCore(line: string | undefined): CoreDigest | null {
  if (line === undefined) return null;
  const [, engine, digest] = /^core ([!-~]+) (sha256:[0-9a-f]{64})$/.exec(line) ?? [];
  if (engine === undefined || digest === undefined)
    throw new MalformedNoteError('a line "core version sha256:…"');
  return { engine, digest };
}

/** The lines of a name, also where nothing is behind it: what has a known name and another form is no line of a later program. */
function linesOf(name: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.split(' ', 1)[0] === name);
}

/** The line of a name; one that is there twice does not tell what was signed. */
function only(name: string, lines: readonly string[]): string | undefined {
  const [line, another] = linesOf(name, lines);
  if (another !== undefined) throw new MalformedNoteError(`one line "${name} …"`);
  return line;
}

function readCreation(line: string | undefined): SealedCreation | null {
  if (line === undefined) return null;
  const [, kind, digest] = /^creation (ledger|sample|access-log) (sha256:[0-9a-f]{64})$/.exec(line) ?? [];
  if (kind === undefined || digest === undefined)
    throw new MalformedNoteError('a line "creation ledger|sample|access-log sha256:…"');
  return { kind: kind as SealedCreation['kind'], digest };
}

function readDeclarations(line: string | undefined): number | null {
  return line === undefined ? null : numberOf(after('declarations', line));
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!/^(0|[1-9]\d*)$/.test(text) || !Number.isSafeInteger(number))
    throw new MalformedNoteError('whole numbers without leading zeros');
  return number;
}
