#!/usr/bin/env node
/**
 * Verifies an evidence bundle of a canbao ledger: signatures, proofs and digests, and the decision itself, which `core.mjs`
 * beside this file computes again. It needs Node 20 or later and nothing else: no package, no network, no clock.
 * `node verify.mjs --help` says how to call it.
 * The format is docs/audit-format.md, which says for every check here what it is for. Exit codes: 0 everything holds;
 * 1 something could not be told (with --strict), or another core decides otherwise; 2 wrong usage; 3 no file to read;
 * 6 something was altered: the first thing wrong is named with its place.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The first thing wrong: what, where in the bundle (a JSON pointer), and at which position of the ledger if there is one. */
class Finding extends Error {
  constructor(code, at, position = null, detail = '') {
    super(`${code} ${at} ${detail}`);
    Object.assign(this, { code, at, position, detail });
  }
}

function must(holds, code, at, position, detail) {
  if (!holds) throw new Finding(code, at, position, detail);
}

/** An argument that cannot be used; it says nothing about the bundle. */
export class WrongUsage extends Error {}
/** The canonical text of a JSON value. Refuses what two readers could read differently. */
export function canonical(value, depth = 0) {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new RangeError('half a surrogate pair');
    return JSON.stringify(value);
  }
  if (typeof value === 'number') {
    const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
    if (!isExact) throw new RangeError('a number beyond ±(2^53 - 1)');
    return JSON.stringify(value);
  }
  if (depth >= 200) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  // Names in the order of their UTF-16 code units, which is how JavaScript compares texts.
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name], depth + 1)}`).join(',')}}`;
}

/** SHA-256 over texts in UTF-8 and bytes, one after the other. */
const sha256 = (...pieces) =>
  pieces.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest();
/** A hash as it is written: the algorithm first. */
export const written = (hash) => `sha256:${hash.toString('hex')}`;
const sha256Of = (text) => written(sha256(text));
/** The bytes of a written hash, whose form was checked before. */
const bytesOf = (text) => Buffer.from(text.slice('sha256:'.length), 'hex');
/** A value that may be null. */
const maybe = (shape) => ({ '?': shape });
/** An object that may have more members than those named. */
const atLeast = (shape) => ({ '+': shape });
/** Members with their kinds: `position:count previous:hash? inputs:[text]`. */
const form = (text) => Object.fromEntries(text.split(' ').map((member) => member.split(/:(.*)/)));
const ALGORITHMS = {
  ...form('canonicalJson:rfc8785 explanation:canbao.explanation/1 hash:sha256 heads:canbao.heads/1'),
  ...form('leaf:canbao.leaf/1 note:c2sp.org/signed-note signature:ed25519 tree:rfc9162'),
};
const LEAF = {
  ...form('data:any format:text id:text log:text metadata:any position:count recordedAt:text'),
  ...form('previous:hash? schemaVersion:count stream:text type:text version:count'),
};
const HEAD = { found: maybe(form('key:hash leaf:hash length:count')), siblings: ['hash'] };
const STREAM = { events: [LEAF], head: maybe(HEAD), stream: 'text' };
const SENTENCES = form('en:[text] zh:[text]');
const STEP = atLeast({
  ...form('anyOf:any eventIds:[text] formula:any id:text inputs:[text] packDigest:text'),
  ...form('readingIds:[text] rule:text unit:any value:any'),
  absent: [atLeast({ type: 'text' })],
  clause: atLeast(form('at:text document:text')),
});
/** What the digest of an explanation takes of a step, in this order. */
const STEP_ROW = 'id rule value unit formula inputs readingIds eventIds anyOf'.split(' ');
const ACCOUNT = {
  ...form('field:text schema:text value:any'),
  notApplied: [atLeast(form('needed:any rule:text seen:any'))],
  sentences: SENTENCES,
  steps: [STEP],
};
const USED_PACK = form('digest:hash id:text version:text');
/** The parts, and the form of each. */
const PARTS = {
  checkpoints: {
    notes: [form('consistency:[hash] note:text')],
    since: [form('consistency:[hash] root:hash size:count')],
    witnesses: ['text'],
  },
  decision: STREAM,
  explanation: [ACCOUNT],
  facts: STREAM,
  inclusion: { hashes: ['hash'], leaves: [['count', 'count', 'hash']], size: 'count' },
  letters: form('en:text zh:text'),
  packs: [{ ...USED_PACK, ...form('pack:any position:count?') }],
  policy: STREAM,
  readings: ['any'],
  watermarks: STREAM,
};
const MANIFEST = form('algorithms:any decision:text ledger:text log:text member:text parts:any');
/** The first bundles name the program that made them, and of sizes that somebody asked for no root. */
const FIRST_MANIFEST = { ...MANIFEST, engine: 'text' };
const FIRST_CHECKPOINTS = { ...PARTS.checkpoints, since: [form('consistency:[hash] size:count')] };
/** What the event of a decision says. */
const SERVED = atLeast({
  ...form('answer:text decisionId:text engine:text explanationDigest:hash language:text'),
  ...form('knownAt:text? memberVersion:count on:text position:count'),
  packs: [USED_PACK],
  question: atLeast(form('kind:text member:text')),
  servedTo: atLeast(form('actor:text hiddenFrom:any regions:any')),
  sentences: SENTENCES,
});
const DECLARED = [atLeast(form('kind:text source:text status:text'))];
const PACK = atLeast(USED_PACK);
const PACK_ADOPTED = atLeast({ pack: PACK });
const READING_CHOSEN = atLeast({
  ...form('choice:any clause:any confidence:any evidence:any pack:text reading:text'),
  versions: [form('digest:hash version:text')],
});
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Where a value first departs from a form, as a JSON pointer; null where it has the form. Names are looked at in order. */
function misfit(value, shape, at) {
  if (typeof shape === 'string' && shape.startsWith('[')) return misfit(value, [shape.slice(1, -1)], at);
  if (typeof shape === 'string') return isOf(shape, value) ? null : at;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value) || (shape.length > 1 && value.length !== shape.length)) return at;
    for (const [index, item] of value.entries()) {
      const found = misfit(item, shape.length > 1 ? shape[index] : shape[0], `${at}/${index}`);
      if (found !== null) return found;
    }
    return null;
  }
  if ('?' in shape) return value === null ? null : misfit(value, shape['?'], at);
  const members = shape['+'] ?? shape;
  if (!isObject(value)) return at;
  if (members === shape && Object.keys(value).some((name) => !Object.hasOwn(members, name))) return at;
  for (const name of Object.keys(members).sort()) {
    if (!Object.hasOwn(value, name)) return at;
    const found = misfit(value[name], members[name], `${at}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

function isOf(kind, value) {
  if (kind.endsWith('?')) return value === null || isOf(kind.slice(0, -1), value);
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'count') return Number.isSafeInteger(value) && value >= 0;
  if (kind === 'hash') return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
  return true;
}

function mustFit(value, shape, at, position = null) {
  const misfitting = misfit(value, shape, at);
  must(misfitting === null, 'malformed', misfitting, position, 'not of the form that the format has here');
}

/** Reads the file: canonical JSON of the known format, every part there and with its digest. */
function readBundle(bytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text = orFinding('unreadable', () => decoder.decode(bytes));
  const bundle = orFinding('unreadable', () => JSON.parse(text));
  const expected = orFinding('not-canonical', () => canonical(bundle));
  must(isObject(bundle) && bundle.format === 'canbao.bundle/1', 'unknown-format', '/format');
  let offset = 0;
  while (offset < text.length && expected[offset] === text[offset]) offset += 1;
  must(expected === text, 'not-canonical', '', null, `from character ${offset} on`);
  const { manifest, parts } = bundle;
  const isFirst = manifest?.engine !== undefined && parts?.checkpoints?.since?.[0]?.root === undefined;
  mustFit(bundle, { format: 'text', manifest: isFirst ? FIRST_MANIFEST : MANIFEST, parts: 'any' }, '');
  must(['ledger', 'sample'].includes(manifest.ledger), 'malformed', '/manifest/ledger');
  const algorithms = canonical(manifest.algorithms);
  must(algorithms === canonical(ALGORITHMS), 'unknown-algorithm', '/manifest/algorithms', null, algorithms);
  must(isObject(manifest.parts), 'malformed', '/manifest/parts');
  must(isObject(parts), 'malformed', '/parts');
  const places = Object.entries({ '/parts': parts, '/manifest/parts': manifest.parts });
  for (const name of Object.keys(PARTS))
    for (const [at, names] of places) must(Object.hasOwn(names, name), 'part-missing', `${at}/${name}`);
  for (const [at, names] of places)
    for (const name of Object.keys(names).sort())
      must(Object.hasOwn(PARTS, name), 'part-unknown', `${at}/${name}`);
  for (const name of Object.keys(PARTS)) {
    const digest = sha256Of(canonical(parts[name]));
    must(digest === manifest.parts[name], 'part-changed', `/parts/${name}`, null, `it has ${digest}`);
  }
  const shapes = isFirst ? { ...PARTS, checkpoints: FIRST_CHECKPOINTS } : PARTS;
  for (const name of Object.keys(PARTS)) mustFit(parts[name], shapes[name], `/parts/${name}`);
  return bundle;
}

const orFinding = (code, read) => readOr((detail) => new Finding(code, '', null, detail), read, Error);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
/** The largest power of two below a number of at least 2: where the tree splits. */
const splitOf = (count, split = 1) => (split * 2 < count ? splitOf(count, split * 2) : split);

/** The root that a joint proof leads to; null where it has a hash too few or too many, or leaves out of place. */
export function rootFromJointProof(leaves, size, path) {
  let [used, placed] = [0, 0];
  const rootOf = (start, end) => {
    const hasLeaf = placed < leaves.length && leaves[placed].index < end;
    if (!hasLeaf) return used < path.length ? path[used++] : null;
    if (end - start === 1) return leaves[placed++].leaf;
    const split = start + splitOf(end - start);
    const left = rootOf(start, split);
    const right = left === null ? null : rootOf(split, end);
    return right === null ? null : nodeHash(left, right);
  };
  const isInPlace = leaves.every(({ index }, at) => index < size && index > (leaves[at - 1]?.index ?? -1));
  const root = size > 0 && isInPlace ? rootOf(0, size) : null;
  return used === path.length ? root : null;
}

/** True where a path proves that one tree is the beginning of another (RFC 9162 §2.1.4.2). */
export function isConsistent(first, second, path) {
  if (first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && first.root.equals(second.root);
  if (first.size === 0) return path.length === 0;
  const half = (number) => Math.floor(number / 2);
  const isOdd = (number) => number % 2 === 1;
  const [start, ...rest] = splitOf(first.size + 1) === first.size ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let [place, last] = [first.size - 1, second.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  let [firstRoot, secondRoot] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      firstRoot = nodeHash(sibling, firstRoot);
      secondRoot = nodeHash(sibling, secondRoot);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else secondRoot = nodeHash(secondRoot, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && firstRoot.equals(first.root) && secondRoot.equals(second.root);
}

const bitAt = (key, depth) => (key[depth >> 3] >> (7 - (depth & 7))) & 1;
/** The root of the map of heads that a proof about a key leads to; null where it proves nothing about the key. */
export function rootFromHeadProof(key, { found, siblings }) {
  const depth = siblings.length;
  if (depth > 256) return null;
  let part = sha256(Buffer.of(4));
  if (found !== null) {
    const foundKey = bytesOf(found.key);
    for (let bit = 0; bit < depth; bit += 1) if (bitAt(foundKey, bit) !== bitAt(key, bit)) return null;
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(found.length));
    part = sha256(Buffer.of(2), foundKey, length, bytesOf(found.leaf));
  }
  siblings.map(bytesOf).forEach((sibling, index) => {
    const [left, right] = bitAt(key, depth - 1 - index) === 0 ? [part, sibling] : [sibling, part];
    part = sha256(Buffer.of(3), left, right);
  });
  return part;
}

class Malformed extends Error {}
/** A name of a key: `\s` means other characters in each language. */
const NAME = String.raw`([^+\p{Cc}\p{White_Space}]+)`;
const SIGNATURE = new RegExp(`^— ${NAME} ([A-Za-z0-9+/]+=*)$`, 'u');
const KEY = new RegExp(String.raw`^${NAME}\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$`, 'u');
/** What each line of a checkpoint after the third has behind its name; lines of other names are those of later programs. */
const LINES = {
  heads: /^(sha256:[0-9a-f]{64})$/,
  position: /^(?<count>\d+)$/,
  'recorded-at': /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/,
  previous: /^(?<count>\d+)$/,
  key: /^([^ ]+)$/,
  revoked: /^([^ ]+) (?<count>\d+)$/,
  core: /^[!-~]+ (sha256:[0-9a-f]{64})$/,
  creation: /^(ledger|sample|access-log) sha256:[0-9a-f]{64}$/,
  declarations: /^(?<count>\d+)$/,
  'access-log': /^([0-9a-f-]{36}) (?<count>[1-9]\d*) sha256:[0-9a-f]{64}$/,
  reseal: /^([a-z0-9-]+) (?<count>[1-9]\d*) sha256:[0-9a-f]{64}$/,
};
const FIRST_LINES = Object.keys(LINES).slice(0, 5);
function base64(text) {
  const bytes = Buffer.from(text ?? '', 'base64');
  if (bytes.toString('base64') !== text) throw new Malformed('base64');
  return bytes;
}

/** A text, an empty line, signature lines (C2SP signed-note). */
function readNote(note) {
  const end = note.lastIndexOf('\n\n');
  if (end < 1 || !note.endsWith('\n')) throw new Malformed('a text, an empty line, signature lines');
  if (/(?!\n)\p{Cc}|\p{Surrogate}/u.test(note)) throw new Malformed('no control characters');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > 100) throw new Malformed('at most 100 signatures');
  const signatures = lines.map((line) => {
    const [, name, encoded] = SIGNATURE.exec(line) ?? [];
    const bytes = base64(encoded);
    if (name === undefined || bytes.length < 5) throw new Malformed('signature lines');
    return { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
  });
  return { text: note.slice(0, end + 1), signatures };
}

/** A key as signed notes write it: name+id+base64 of its type (1: signs, 4: witnesses) and 32 bytes. */
function readKey(text) {
  const [, name, id, encoded] = KEY.exec(text) ?? [];
  const typed = base64(encoded);
  const isKey = name !== undefined && typed.length === 33 && (typed[0] === 1 || typed[0] === 4);
  if (!isKey || sha256(`${name}\n`, typed).subarray(0, 4).toString('hex') !== id)
    throw new Malformed('a key');
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), typed.subarray(1)]);
  return { text, name, id, type: typed[0], publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) };
}

const isSignedBy = ({ publicKey }, message, signature) =>
  signature.length === 64 && verifySignature(null, Buffer.from(message), publicKey, signature);
const linesOf = ({ signatures }, { name, id }) =>
  signatures.filter((line) => line.name === name && line.id === id);
const isNoteSignedBy = (note, key) =>
  linesOf(note, key).some(({ signature }) => isSignedBy(key, note.text, signature));
/** A checkpoint with the note that it stands in. */
export function readCheckpoint(written) {
  const note = readNote(written);
  const [origin, size, root, ...lines] = note.text.slice(0, -1).split('\n');
  const [, log] = /^canbao-ledger\/([0-9a-f-]{36})$/.exec(origin) ?? [];
  const rootHash = base64(root);
  const isInOrder = FIRST_LINES.every((name, index) => lines[index]?.startsWith(`${name} `));
  if (log === undefined || rootHash.length !== 32 || !isInOrder)
    throw new Malformed(`an origin, a size, a root, and lines ${FIRST_LINES.join(', ')}`);
  const [heads, position, recordedAt, previous, key, ...later] = readLines(lines);
  const said = (wanted) => later.find(({ name }) => name === wanted);
  return {
    note,
    log,
    size: numberOf(size),
    root: rootHash,
    heads: bytesOf(heads.of),
    position: position.count,
    recordedAt: recordedAt.of,
    previous: previous.count,
    key: readKey(key.of),
    revoked: later.filter(({ name }) => name === 'revoked'),
    // Null: the program that sealed did not say.
    core: said('core')?.of ?? null,
    declarations: said('declarations')?.count ?? null,
    creation: said('creation')?.text ?? null,
  };
}

/** The known lines, each of its form and there once; that of a re-seal once for each function. */
function readLines(lines) {
  const seen = new Set();
  return lines.flatMap((line) => {
    const [name] = line.split(' ', 1);
    if (!Object.hasOwn(LINES, name)) return [];
    const text = line.slice(name.length + 1);
    const { 1: of, groups } = LINES[name].exec(text) ?? {};
    if (of === undefined) throw new Malformed(`the line "${name} …" in its form`);
    const once = name === 'reseal' ? `${name} ${of}` : name;
    if (name === 'revoked') readKey(of);
    if (seen.has(once) && name !== 'revoked') throw new Malformed(`one line "${once} …"`);
    seen.add(once);
    return { name, of, text, count: groups && numberOf(groups.count) };
  });
}

function numberOf(text) {
  if (/^(0|[1-9]\d{0,15})$/.test(text ?? '') && Number.isSafeInteger(Number(text))) return Number(text);
  throw new Malformed('whole numbers without leading zeros');
}

/** The code that a letter prints of a tree: size, root, two check bytes, in groups of four digits. */
export function letterCode({ size, root }) {
  const digits = root.toString('hex');
  const check = sha256(`canbao.letter/1\n${size}\n${digits}`).toString('hex', 0, 2);
  return `${size} ${`${digits}${check}`.match(/.{4}/g).join(' ')}`;
}

/** Reads a code as somebody typed it: blanks, dashes, dots and capitals do not matter. */
export function readLetterCode(typed) {
  const [, size, rest = ''] = /^#?(\d{1,16})[\s:·.-]+([0-9a-f\s·.-]+)$/i.exec(typed.trim()) ?? [];
  const digits = rest.replace(/[^0-9a-f]/gi, '').toLowerCase();
  if (size === undefined || digits.length !== 68)
    throw new WrongUsage(`"${typed}" is no file and no code of a letter: a size, 17 groups of 4 digits.`);
  const head = { size: Number(size), root: Buffer.from(digits.slice(0, 64), 'hex') };
  if (!letterCode(head).endsWith(digits.slice(64)))
    throw new WrongUsage('The code is not as printed: its check digits do not fit. Type it again.');
  return head;
}

/** Checkpoints in order, each signed by keys that were handed on, each continuing the one before. */
function checkCheckpoints({ manifest, parts }) {
  const { notes } = parts.checkpoints;
  must(notes.length > 0, 'checkpoint-missing', '/parts/checkpoints/notes');
  const checkpoints = [];
  for (const [index, { note, consistency }] of notes.entries()) {
    const at = `/parts/checkpoints/notes/${index}`;
    const before = checkpoints[index - 1];
    const checkpoint = readAt(at, () => readCheckpoint(note));
    const { size, key, log } = checkpoint;
    must(key.type === 1, 'checkpoint-malformed', at, null, 'its key is that of a witness');
    must(log === manifest.log, 'other-ledger', at, null, log);
    must(key.name === `canbao-ledger/${log}`, 'checkpoint-malformed', at, null, 'its key is of another name');
    must(size > (before?.size ?? 0), 'checkpoints-disordered', at);
    must(isNoteSignedBy(checkpoint.note, key), 'bad-signature', at, null, `checkpoint of ${size} events`);
    must(isNoteSignedBy(checkpoint.note, before?.key ?? key), 'key-not-handed-over', at, null, key.text);
    const first = before ?? { size: 0, root: sha256('') };
    must(isConsistent(first, checkpoint, consistency.map(bytesOf)), 'not-append-only', at);
    checkpoints.push(checkpoint);
  }
  // A revocation counts for checkpoints before it, too, and where later ones leave it out.
  checkRevoked(checkpoints, revocationsOf(checkpoints));
  return checkpoints;
}

const revocationsOf = (notes) => notes.flatMap(({ revoked = [] }) => revoked);
const isRevoked = ({ key, size }, all) => all.some(({ of, count }) => of === key?.text && size > count);
function checkRevoked(checkpoints, revoked) {
  for (const [index, checkpoint] of checkpoints.entries()) {
    const at = `/parts/checkpoints/notes/${index}`;
    must(!isRevoked(checkpoint, revoked), 'key-revoked', at, null, checkpoint.key.text);
  }
}

/** Every checkpoint that says what the ledger was made as says the same, and so does the manifest: a sample stays one. */
function checkCreation({ ledger }, checkpoints, open) {
  const said = checkpoints.flatMap(({ creation }) => creation ?? []);
  for (const made of said) {
    const [kind] = made.split(' ');
    must(kind === ledger, 'creation-changed', '/manifest/ledger', null, `${kind} was sealed`);
    must(made === said[0], 'creation-changed', '/parts/checkpoints/notes');
  }
  if (said.length === 0)
    open.push({ code: 'creation-not-sealed', detail: `only the file says that it is of a ${ledger}` });
}

/** Reads a note or a key; where it is none, that is the failure that whoever asked makes of it. */
function readOr(failure, read, Kind = Malformed) {
  try {
    return read();
  } catch (error) {
    throw error instanceof Kind ? failure(error.message) : error;
  }
}

const readAt = (at, read) =>
  readOr((expected) => new Finding('checkpoint-malformed', at, null, `expected ${expected}`), read);
/** Each witness that the bundle names has signed some checkpoint in it. */
function checkWitnesses({ parts }, checkpoints) {
  return parts.checkpoints.witnesses.map((text, index) => {
    const at = `/parts/checkpoints/witnesses/${index}`;
    const key = readAt(at, () => readKey(text));
    must(key.type === 4, 'checkpoint-malformed', at, null, 'the key is none of a witness');
    const seen = seenBy(key, at, checkpoints);
    must(seen.length > 0, 'cosignature-changed', at, null, key.name);
    return { key: text, seen };
  });
}

/** What a witness signed when it saw a checkpoint (C2SP tlog-cosignature): eight bytes of time, then the signature. */
function seenBy(key, at, checkpoints) {
  return checkpoints.flatMap(({ note, size }) =>
    linesOf(note, key).map(({ signature }) => {
      const isLong = signature.length === 72;
      const seconds = isLong ? signature.readBigUInt64BE(0) : 0n;
      const message = `cosignature/v1\ntime ${seconds}\n${note.text}`;
      const holds = isLong && isSignedBy(key, message, signature.subarray(8));
      must(holds, 'cosignature-changed', at, null, `${key.name} on the checkpoint of ${size} events`);
      return { size, seconds: Number(seconds) };
    }),
  );
}

/** Checkpoints and keys, of the ledger or of witnesses, that somebody has from elsewhere: what they say of this ledger. */
function checkOutside({ manifest, parts }, checkpoints, { keys, outside: kept, open }) {
  const latest = checkpoints.at(-1);
  const known = checkpoints.map(({ size, root }) => ({ size, root }));
  for (const [index, { size, root: named, consistency }] of parts.checkpoints.since.entries()) {
    const note = kept.find((each) => each.size === size && (each.log ?? manifest.log) === manifest.log);
    const root = named === undefined ? note?.root : bytesOf(named);
    if (root === undefined) continue;
    const holds = isConsistent({ size, root }, latest, consistency.map(bytesOf));
    must(holds, 'not-append-only', `/parts/checkpoints/since/${index}`);
    known.push({ size, root });
  }
  const witnessed = [];
  const given = keys.map(readKey);
  for (const key of given.filter(({ type }) => type === 4)) {
    const seen = seenBy(key, '/parts/checkpoints/witnesses', checkpoints);
    if (seen.length === 0) open.push({ code: 'not-witnessed', detail: key.text });
    witnessed.push(...seen);
  }
  const sealers = given.filter(({ type }) => type === 1);
  for (const { text } of sealers) {
    const isOurs = checkpoints.some(({ key }) => key.text === text);
    must(isOurs, 'unknown-key', '/parts/checkpoints/notes/0', null, latest.key.text);
  }
  const outside = counting(kept, checkpoints, { log: manifest.log, known, open });
  for (const note of outside) {
    const { name, size, log } = note;
    must(!differs(note, known), 'not-append-only', '/parts/checkpoints', null, `${name} covers another log`);
    const detail = `${name}: ask for the bundle with since=${size}`;
    if (!known.some((each) => each.size === size)) open.push({ code: 'checkpoint-not-connected', detail });
    if (log !== undefined) checkOutsideNote(note, checkpoints);
  }
  // Whoever has a key of their own can continue a log: what came before the decision says nothing of it.
  const served = parts.decision.events[0]?.position;
  const [, index = 0] = parts.inclusion.leaves.find(([position]) => position === served) ?? [];
  const covers = ({ size }) => size > index && known.some((each) => each.size === size);
  if (sealers.length === 0 && ![...outside, ...witnessed].some(covers))
    open.push({ code: 'not-anchored', detail: `no key and no checkpoint of more than ${index} events` });
}

const differs = (note, known) => known.some((one) => one.size === note.size && !one.root.equals(note.root));
/** What counts of the checkpoints from elsewhere: none of another ledger, and none by a key revoked for its size. */
function counting(kept, checkpoints, { log, known, open }) {
  const shown = revocationsOf(checkpoints);
  const ours = kept.filter((note) => (note.log ?? log) === log);
  const revoked = [...shown, ...revocationsOf(ours.filter((note) => !isRevoked(note, shown)))];
  checkRevoked(checkpoints, revoked);
  return kept.filter((note) => {
    const isOther = !ours.includes(note);
    if (!isOther && !isRevoked(note, revoked)) return true;
    const revokedCode = differs(note, known) ? 'revoked-note-differs' : 'revoked-note';
    const code = isOther ? 'checkpoint-of-another-ledger' : revokedCode;
    open.push({ code, detail: `${note.name}: ${note.key.text}` });
    return false;
  });
}

/** A whole note from elsewhere counts with its lines: of one root there can be other heads. */
function checkOutsideNote({ name, ...given }, checkpoints) {
  const agrees = (one, other) => one === null || other === null || one === other;
  for (const [index, own] of checkpoints.entries()) {
    const at = `/parts/checkpoints/notes/${index}`;
    must(agrees(own.creation, given.creation), 'creation-changed', at, null, `${name} says otherwise`);
    if (own.size !== given.size) continue;
    const isSame = own.heads.equals(given.heads) && agrees(own.declarations, given.declarations);
    const holds = isSame && own.position === given.position && own.recordedAt === given.recordedAt;
    must(holds, 'not-append-only', at, null, `${name} says otherwise of the same size`);
  }
}

const STREAMS = ['decision', 'facts', 'policy', 'watermarks'];
/** The events of the four streams: each is the leaf that was sealed, none is missing, none comes in between. */
function checkStreams({ manifest, parts }, latest, open) {
  const sealed = new Map(parts.inclusion.leaves.map(([position, , leaf]) => [position, leaf]));
  const names = { decision: `decision-${manifest.decision}`, facts: `member-${manifest.member}` };
  for (const part of STREAMS) {
    const name = names[part] ?? part;
    const { stream, events, head } = parts[part];
    const at = `/parts/${part}`;
    must(stream === name, 'other-stream', `${at}/stream`, null, stream);
    const isWhole = head !== null;
    must(isWhole || part === 'watermarks', 'completeness-missing', `${at}/head`);
    // The last checkpoint counts the declarations, so that it is told where there are none.
    const count = part === 'watermarks' ? latest.declarations : null;
    must(isWhole || count !== 0 || events.length === 0, 'event-inserted', `${at}/events/0`);
    if (!isWhole && count !== 0)
      open.push({ code: 'watermarks-not-whole', detail: `${events.length} of ${count ?? 'how many?'}` });
    let [before, leafBefore] = [null, null];
    for (const [index, event] of events.entries()) {
      const place = `${at}/events/${index}`;
      const { position, version, previous } = event;
      const leaf = sha256Of(`\u0000${canonical(event)}`);
      must(sealed.has(position), 'event-inserted', place, position);
      must(sealed.get(position) === leaf, 'event-changed', place, position);
      const { format, log } = event;
      const isOfStream = format === 'canbao.leaf/1' && log === manifest.log && event.stream === name;
      const isNext = position > (before?.position ?? 0) && version > (before?.version ?? 0);
      const follows = version === (before?.version ?? 0) + 1;
      const isLinked = follows ? previous === leafBefore : !isWhole;
      must(isOfStream && isNext && isLinked, 'stream-broken', place, position);
      [before, leafBefore] = [event, leaf];
    }
    if (!isWhole) continue;
    checkHead(at, { name, log: manifest.log, events, head, leafBefore }, latest);
    must(count === null || count === events.length, 'head-changed', `${at}/head`);
  }
}

/** The map of heads says how long a stream is; so nothing of it was left out, or it has no events at all. */
function checkHead(at, { name, log, events, head, leafBefore }, latest) {
  const key = sha256(`canbao.stream/1\n${log}\n${name}`);
  const root = rootFromHeadProof(key, head);
  must(root !== null && root.equals(latest.heads), 'head-changed', `${at}/head`);
  const isThere = head.found !== null && head.found.key === written(key);
  const length = isThere ? head.found.length : 0;
  const last = events.at(-1)?.position ?? null;
  const next = `${at}/events/${events.length}`;
  must(events.length >= length, 'event-missing', next, last, `${length} events are sealed`);
  must(events.length <= length, 'event-inserted', `${at}/events/${length}`, events[length]?.position);
  must(!isThere || head.found.leaf === leafBefore, 'head-changed', `${at}/head`);
}

/** All events are in the tree of the last checkpoint, and the bundle shows no other leaf. */
function checkInclusion({ parts }, latest) {
  const { size, leaves, hashes } = parts.inclusion;
  const at = '/parts/inclusion';
  const count = STREAMS.flatMap((part) => parts[part].events).length;
  must(size === latest.size, 'inclusion-changed', `${at}/size`);
  const ascends = leaves.every(([position], index) => position > (leaves[index - 1]?.[0] ?? 0));
  must(leaves.length === count && ascends, 'inclusion-changed', `${at}/leaves`);
  const placed = leaves.map(([, index, leaf]) => ({ index, leaf: bytesOf(leaf) }));
  const root = rootFromJointProof(placed, size, hashes.map(bytesOf));
  must(root !== null && root.equals(latest.root), 'inclusion-changed', at);
}

/** The decision is one event, about this member, made after the facts that it counts. */
function checkDecision({ manifest, parts }) {
  const [event, another] = parts.decision.events;
  const at = '/parts/decision/events/0';
  must(event !== undefined && another === undefined, 'decision-inconsistent', '/parts/decision/events');
  const { data: served, position, type, metadata } = event;
  must(type === 'DecisionServed', 'decision-inconsistent', `${at}/type`, position);
  mustFit(served, SERVED, `${at}/data`, position);
  const answer = canonicalAnswer(served.answer);
  const fits = (holds, name) => must(holds, 'decision-inconsistent', `${at}/data/${name}`, position);
  fits(answer !== null, 'answer');
  fits(served.decisionId === manifest.decision && answer.decisionId === manifest.decision, 'decisionId');
  const { on: asked = served.on, member } = served.question;
  fits(member === manifest.member && answer.member === manifest.member, 'question');
  fits(asked === served.on, 'question');
  const { on, knownAt, packs, engine } = served;
  const { completeness = [] } = answer;
  const coordinates = { on, knownAt, position: served.position, packs, engine };
  fits(canonical(answer.coordinates ?? null) === canonical(coordinates), 'answer');
  fits(answer.hypothetical === false && misfit(completeness, DECLARED, '') === null, 'answer');
  fits(served.position < position, 'position');
  const known = parts.facts.events.filter((fact) => fact.position <= served.position);
  fits(served.memberVersion === known.length && known.length > 0, 'memberVersion');
  const { actor, effectiveOn } = metadata ?? {};
  const isItsOwn = actor === served.servedTo.actor && effectiveOn === served.on;
  must(isItsOwn, 'decision-inconsistent', `${at}/metadata`, position);
  return { event, served, answer };
}

function canonicalAnswer(text) {
  try {
    const answer = JSON.parse(text);
    return isObject(answer) && canonical(answer) === text ? answer : null;
  } catch {
    return null;
  }
}

/** Packs are what their digests say, also those in which a reading was chosen; and those in use are shown. */
function checkPacks({ parts }, { served }) {
  const digests = new Map();
  const first = new Map();
  for (const [index, { type, data, position }] of parts.policy.events.entries()) {
    const place = `/parts/policy/events/${index}/data`;
    const known = (id, version, digest) => {
      digests.set(`${id}@${version}`, digest);
      const name = canonical({ id, version, digest });
      if (!first.has(name)) first.set(name, position);
    };
    if (type === 'PackAdopted') {
      mustFit(data, PACK_ADOPTED, place, position);
      const { id, version, digest } = data.pack;
      must(digestOfPack(data.pack) === digest, 'pack-changed', `${place}/pack`, position);
      known(id, version, digest);
    }
    if (type === 'ReadingChosen') {
      mustFit(data, READING_CHOSEN, place, position);
      const { pack, reading, choice, clause, evidence, confidence } = data;
      const chosen = { reading, choice, clause, evidence, confidence };
      for (const { version, digest } of data.versions) {
        const before = digests.get(`${pack}@${version}`) ?? null;
        const after = sha256Of(canonical({ digest: before, chosen }));
        must(after === digest, 'pack-changed', `${place}/versions`, position);
        known(pack, version, digest);
      }
    }
  }
  must(parts.packs.length === served.packs.length, 'pack-changed', '/parts/packs');
  for (const [index, used] of served.packs.entries()) {
    const { pack, position, ...named } = parts.packs[index];
    const place = `/parts/packs/${index}`;
    must(canonical(named) === canonical(used), 'pack-changed', place);
    const adopted = first.get(canonical(used)) ?? null;
    must(position === adopted, 'pack-changed', `${place}/position`);
    must(adopted === null || pack === null, 'pack-changed', '/parts/packs');
    if (adopted !== null) continue;
    mustFit(pack, PACK, `${place}/pack`);
    const { id, version, digest } = pack;
    const isNamed = canonical({ id, version, digest }) === canonical(used);
    must(isNamed && digestOfPack(pack) === digest, 'pack-changed', `${place}/pack`);
  }
}

function digestOfPack(pack) {
  const content = Object.entries(pack).filter(([name]) => name !== 'digest');
  return sha256Of(canonical(Object.fromEntries(content)));
}

/** The account is the one over which the decision keeps a digest; its sentences are those of the decision. */
function checkExplanation({ parts }, { served }) {
  const rows = parts.explanation.map(({ schema, field, value, sentences, steps, notApplied }) => [
    schema,
    field,
    canonical(value),
    sentences.zh,
    sentences.en,
    steps.map((step) => [
      ...STEP_ROW.map((name) => step[name]),
      step.absent.map(({ type, coverageYear = null }) => [type, coverageYear]),
      ...[step.clause.document, step.clause.at, step.packDigest],
    ]),
    notApplied.map(({ rule, needed, seen }) => [rule, needed, seen]),
  ]);
  must(sha256Of(canonical(rows)) === served.explanationDigest, 'explanation-changed', '/parts/explanation');
  const said = (language) => parts.explanation.flatMap(({ sentences }) => sentences[language]);
  const isSaid = canonical(served.sentences) === canonical({ zh: said('zh'), en: said('en') });
  must(isSaid, 'explanation-changed', '/parts/decision/events/0/data/sentences');
}

/** What a letter prints of the seal: the decision's place and digest, and the code of the first checkpoint over it. */
function checkLetters({ manifest, parts }, { event }, checkpoints) {
  const [, index, leaf] = parts.inclusion.leaves.find(([position]) => position === event.position);
  const covering = checkpoints.find(({ size }) => size > index);
  const seal = { position: event.position, leaf, letterCode: letterCode(covering) };
  for (const language of ['en', 'zh']) {
    const letter = parts.letters[language];
    const isPrinted = [manifest.decision, leaf, seal.letterCode].every((each) => letter.includes(each));
    must(isPrinted, 'letter-changed', `/parts/letters/${language}`);
  }
  return seal;
}

/** Makes the decision again with the core beside the verifier, never with one of a bundle; what runs is what was hashed. */
async function recompute({ manifest, parts }, { served, event }, { seal, core }) {
  const at = '/parts/decision/events/0/data';
  const same = (holds, name, detail) => must(holds, 'decision-differs', at + name, event.position, detail);
  let made;
  try {
    const module = await import(`data:text/javascript;base64,${core.toString('base64')}`);
    made = module.recompute(parts, { sha256Of, isSample: manifest.ledger === 'sample', seal });
  } catch (error) {
    same(false, '', error.message);
  }
  if (made.answer !== served.answer)
    same(false, '/answer', `at ${difference(JSON.parse(served.answer), JSON.parse(made.answer))}`);
  same(canonical(made.sentences) === canonical(served.sentences), '/sentences');
  same(made.explanationDigest === served.explanationDigest, '/explanationDigest');
  // The core of an earlier release does not say what whoever asked could not see.
  const { hiddenFrom = served.servedTo.hiddenFrom } = made;
  same(hiddenFrom === served.servedTo.hiddenFrom, '/servedTo');
  const codes = { packs: 'pack-changed', readings: 'readings-changed', explanation: 'explanation-changed' };
  for (const [part, code] of Object.entries(codes))
    must(canonical(made[part]) === canonical(parts[part]), code, `/parts/${part}`);
  for (const language of ['en', 'zh'])
    must(made.letters[language] === parts.letters[language], 'letter-changed', `/parts/letters/${language}`);
}

/** Where two answers first differ, with both values. */
function difference(recorded, made, at = '') {
  if (isObject(recorded) && isObject(made)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(made)])].sort();
    const name = names.find((each) => canonical(recorded[each] ?? null) !== canonical(made[each] ?? null));
    if (name !== undefined) return difference(recorded[name], made[name], `${at}/${name}`);
  }
  return `${at}: ${canonical(recorded ?? null)} was served, ${canonical(made ?? null)} comes out`;
}

/**
 * Verifies the bytes of a bundle: verdict `intact`, `altered` or `cannot-tell`, the first finding, what stays open, what was
 * seen. `keys` and `outside`, notes or `{name, size, root}`, are from elsewhere; `coreDigest` is what that of `core` has to be.
 */
export async function verifyBundle(bytes, { keys = [], outside = [], core = null, coreDigest = null } = {}) {
  const [seen, open] = [{}, []];
  let finding = null;
  try {
    const bundle = readBundle(bytes);
    for (const name of ['decision', 'member', 'log', 'ledger']) seen[name] = bundle.manifest[name];
    const checkpoints = checkCheckpoints(bundle);
    checkCreation(bundle.manifest, checkpoints, open);
    const latest = checkpoints.at(-1);
    const { size, root, position, recordedAt } = latest;
    seen.checkpoint = { size, root: written(root), position, recordedAt, letterCode: letterCode(latest) };
    Object.assign(seen, { key: latest.key.text, witnesses: checkWitnesses(bundle, checkpoints) });
    checkOutside(bundle, checkpoints, { keys, outside, open });
    checkStreams(bundle, latest, open);
    checkInclusion(bundle, latest);
    const decision = checkDecision(bundle);
    Object.assign(seen, { facts: bundle.parts.facts.events.length, known: decision.served.memberVersion });
    checkPacks(bundle, decision);
    checkExplanation(bundle, decision);
    seen.letter = checkLetters(bundle, decision, checkpoints);
    // What the sources had not declared when it was decided is no alteration, and no certainty either.
    for (const { source, kind, status } of decision.answer.completeness ?? [])
      if (status !== 'complete')
        open.push({ code: 'source-not-complete', detail: `${source} ${kind}: ${status}` });
    await recomputed(bundle, decision, { checkpoints, core, coreDigest, seen, open });
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const { code, at, position, detail } = error;
    finding = { code, at, position, detail };
  }
  const isUndecided = open.some(({ code }) => code.endsWith('-differs'));
  const verdict = finding !== null ? 'altered' : isUndecided ? 'cannot-tell' : 'intact';
  return { format: 'canbao.verification/1', verdict, finding, open, ...seen };
}

/** Recomputes where there is a core; what that core is to the ledger decides how much a difference says. */
async function recomputed(bundle, decision, { checkpoints, core, coreDigest, seen, open }) {
  const committed = [...new Set(checkpoints.flatMap((each) => each.core ?? []))];
  if (core === null) {
    open.push({ code: 'not-recomputed', detail: 'there is no core.mjs beside the verifier' });
    return;
  }
  const digest = written(sha256(core));
  seen.core = { digest, committed };
  if (coreDigest !== null) must(digest === coreDigest, 'core-changed', '', null, `core.mjs has ${digest}`);
  const isKnown = committed.includes(digest) || coreDigest !== null;
  const named = `core.mjs has ${digest}; the checkpoints name ${committed.join(', ') || 'none'}`;
  if (!isKnown) open.push({ code: 'core-not-committed', detail: named });
  try {
    await recompute(bundle, decision, { seal: seen.letter, core });
  } catch (error) {
    if (isKnown || !(error instanceof Finding)) throw error;
    // Another release may decide otherwise: that is no proof that anything was altered.
    open.push({ code: 'other-core-differs', detail: `${error.code} ${error.at} ${error.detail}`.trim() });
  }
}

/** What a shell gets told: 0, 1 or 6. */
export function exitCodeOf({ verdict, open }, isStrict) {
  if (verdict === 'altered') return 6;
  return verdict === 'cannot-tell' || (isStrict && open.length > 0) ? 1 : 0;
}

/** What each finding and each open question means, in English and Chinese. */
export const MEANINGS = Object.fromEntries(
  `
intact | INTACT | 完好
altered | ALTERED | 有改动
cannot-tell | CANNOT TELL | 无从判断
unreadable | the file is no JSON in UTF-8 | 文件不是 UTF-8 的 JSON
unknown-format | not a bundle of a format that this verifier knows | 不是本核验器所知格式的证据包
unknown-algorithm | an algorithm that this verifier does not know | 含有本核验器不知道的算法
not-canonical | the file is not canonical JSON: it was written by something else | 不是规范 JSON, 被其他程序改写过
part-missing | a part is missing | 缺少一个部分
part-unknown | a part that the format does not have | 多出格式之外的部分
part-changed | the part is not what the manifest says | 该部分与清单的摘要不符
malformed | the form is not that of the format | 不符合格式
checkpoint-missing | there is no checkpoint | 没有检查点
checkpoint-malformed | this is no checkpoint | 不是检查点
checkpoints-disordered | the checkpoints are out of order | 检查点次序不对
other-ledger | a checkpoint of another ledger | 属于另一台账的检查点
bad-signature | the signature does not fit | 签名不符
key-not-handed-over | the key was not handed over by the one before | 新密钥未经前一密钥交接
key-revoked | the key had been revoked | 密钥已作废
unknown-key | sealed by another key than the one known | 不是已知密钥所封存
not-append-only | the log is not the one that the other checkpoint covers | 与另一检查点不是同一账本
creation-changed | the ledger was made as something else: a sample stays a sample | 台账创建时并非如此: 示例台账始终是示例
creation-not-sealed | no checkpoint says whether the ledger is a sample | 没有检查点说明是否示例台账
not-witnessed | the witness signed no checkpoint in it | 见证人没有签署其中的检查点
cosignature-changed | the witness did not sign this | 见证人没有签署此检查点
other-stream | events of another stream | 属于另一事件流
completeness-missing | nothing shows that the stream is whole | 没有完整性证明
event-changed | the event is not the one that was sealed | 事件与封存时不同
event-inserted | an event that was not sealed here | 多出未封存的事件
event-missing | an event was left out | 缺少事件
stream-broken | the event does not follow the one before | 事件次序断裂
head-changed | the proof of the stream’s length does not lead to the checkpoint | 流长度的证明与检查点不符
inclusion-changed | the proof does not lead to the checkpoint | 包含证明与检查点不符
decision-inconsistent | the decision contradicts itself or the facts shown | 决定自相矛盾或与所示事实不符
pack-changed | the rules are not what their digest says | 规则与其摘要不符
explanation-changed | the explanation is not the one recorded | 解释与登记的不同
readings-changed | the readings are not those of the packs | 口径与规则包不符
letter-changed | the letter is not that of the decision | 告知书与决定不符
decision-differs | the rules and facts shown give another answer | 按所示规则和事实得出另一结论
core-changed | core.mjs is not the one that was published | core.mjs 不是公布的那一个
not-anchored | consistent in itself; give --key, or a --checkpoint over the decision, to tell that it is of the real ledger | 自身一致; 用 --key 或涵盖该决定的 --checkpoint 才能确认出自真正的台账
checkpoint-not-connected | no proof connects this checkpoint | 没有与此检查点相连的证明
checkpoint-of-another-ledger | this checkpoint is of another ledger: it tells nothing of this one | 该检查点属于另一台账, 于此无从说明
revoked-note | its key was revoked for checkpoints of its size: it counts for nothing | 所用密钥对该长度的检查点已作废, 不作数
revoked-note-differs | its key was revoked, and it covers another log: whoever had the key made it, or this log was rewritten since | 所用密钥已作废, 且所涵盖的是另一账本: 或为持有旧密钥者所造, 或此账其后被改写
not-recomputed | the decision was not computed again | 没有重算决定
core-not-committed | the core is not one that the ledger committed to | 所用 core.mjs 不是台账承诺的那一个
other-core-differs | this core, another than the ledger’s, decides otherwise: get the one of that release | 另一版本的 core.mjs 结论不同: 请取当时发布的版本
watermarks-not-whole | the declarations of sources are not shown whole | 来源声明未全部出示
source-not-complete | a source had not declared itself complete | 来源当时未声明完整
`
    .match(/.+/g)
    .map((line) => [line.split(' | ')[0], line.split(' | ').slice(1)]),
);

/** The report for a person, line by line. */
export function reportLines(report, language) {
  const say = (en, zh) => (language === 'zh' ? zh : en);
  const meaning = (code) => say(...MEANINGS[code]);
  const timeOf = (seconds) => new Date(Math.min(seconds, 8.64e12) * 1000).toISOString();
  const { verdict, finding, open, checkpoint } = report;
  const lines = [`${meaning(verdict)}  ${report.decision ?? ''}  ${report.member ?? ''}`.trimEnd()];
  if (finding !== null) {
    const position = finding.position === null ? '' : `  #${finding.position}`;
    lines.push(`  ${finding.code}${position}: ${meaning(finding.code)}`);
    lines.push(`    ${finding.at || '/'}${finding.detail === '' ? '' : `  ${finding.detail}`}`);
  }
  if (report.ledger === 'sample')
    lines.push(`  ${say('of a sample ledger: everything in it is invented', '出自示例台账: 内容均为虚构')}`);
  if (checkpoint !== undefined) {
    lines.push(`  ${say('checkpoint', '检查点')} ${checkpoint.letterCode}`);
    lines.push(`  ${say('sealed by', '封存密钥')} ${report.key}`);
  }
  for (const { key, seen } of report.witnesses ?? [])
    for (const { size, seconds } of seen)
      lines.push(`  ${say('witness', '见证')} ${key}  #${size}  ${timeOf(seconds)}`);
  if (report.letter !== undefined) {
    const known = `${report.known} ${say('known then, of', '条当时已知, 共')} ${report.facts}`;
    lines.push(`  ${say('facts', '事实')} ${known}`);
    lines.push(`  ${say('the letter prints', '告知书代码')} ${report.letter.letterCode}`);
  }
  for (const { code, detail } of open) lines.push(`  ? ${code}: ${meaning(code)} (${detail})`);
  // What a bundle says is shown, and never done by a terminal.
  return lines.map((line) => line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd'));
}

/** A key of a ledger or of a witness as somebody has it from elsewhere. One typed wrongly says nothing about the bundle. */
export function readGivenKey(given) {
  const failure = () =>
    new WrongUsage(`"${given}" is no sealing key, and none of a witness: expected name+8 digits+base64.`);
  return readOr(failure, () => readKey(given.trim()).text);
}

/** The digest of a core: as a hash is written, or as core.sha256 has it. */
function readGivenDigest(given) {
  if (/^(sha256:)?[0-9a-f]{64}$/.test(given)) return `sha256:${given.slice(-64)}`;
  throw new WrongUsage(`"${given}" is no digest: expected 64 digits.`);
}

/** A checkpoint from elsewhere: the file of a signed note, or the code of a letter. */
export function readOutside(given) {
  if (!existsSync(given)) return { name: given.split(/\s/)[0], ...readLetterCode(given) };
  const failure = (expected) => new WrongUsage(`${given} is no checkpoint: expected ${expected}.`);
  return readOr(failure, () => {
    const checkpoint = readCheckpoint(readBytes(given).toString());
    if (!isNoteSignedBy(checkpoint.note, checkpoint.key)) throw new Malformed('a signature that fits');
    return { name: given, ...checkpoint };
  });
}

const USAGE =
  'Usage: node verify.mjs BUNDLE [--checkpoint FILE|CODE]... [--key KEY]... [--core FILE] [--core-digest sha256:…] [--strict] [--json] [--lang en|zh]';

function argumentsOf(args) {
  const text = { type: 'string', multiple: true, default: [] };
  const flag = { type: 'boolean', default: false };
  const lists = { checkpoint: text, key: text, core: text, 'core-digest': text };
  const options = { ...lists, lang: { ...text, default: ['en'] }, strict: flag, json: flag, help: flag };
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const isAsked = positionals.length === 1 && /^(en|zh)$/.test(values.lang.at(-1));
    if (isAsked && !values.help) return { ...values, file: positionals[0] };
  } catch ({ message }) {
    throw new WrongUsage(`${message} ${USAGE}`);
  }
  throw new WrongUsage(USAGE);
}

/** The core beside this file, or another that was named; null where there is none. */
export function coreBeside(folder = dirname(fileURLToPath(import.meta.url))) {
  const file = join(folder, 'core.mjs');
  return existsSync(file) ? readBytes(file) : null;
}

function readBytes(file) {
  try {
    return readFileSync(file);
  } catch ({ code }) {
    const reason = code === 'ENOENT' ? 'no such file' : `no file that can be read (${code})`;
    throw Object.assign(new WrongUsage(`${file}: ${reason}`), { exit: 3 });
  }
}

async function main(given) {
  const options = argumentsOf(given);
  const core = options.core.map(readBytes).at(-1) ?? coreBeside();
  const coreDigest = options['core-digest'].map(readGivenDigest).at(-1) ?? null;
  if (core === null && coreDigest !== null)
    throw new WrongUsage('--core-digest needs the core: put core.mjs beside this file, or give --core FILE.');
  const [keys, outside] = [options.key.map(readGivenKey), options.checkpoint.map(readOutside)];
  const result = await verifyBundle(readBytes(options.file), { keys, outside, core, coreDigest });
  const lines = options.json ? [JSON.stringify(result)] : reportLines(result, options.lang.at(-1));
  process.stdout.on('error', () => undefined); // Whoever reads it has read enough: the exit code has the verdict.
  process.stdout.write(`${lines.join('\n')}\n`);
  return exitCodeOf(result, options.strict);
}

const [, started] = process.argv;
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error) => {
    if (!(error instanceof WrongUsage)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exit ?? 2;
  });
}
