import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  containsPersonalIdentifier,
  malformed,
  MAX_TEXT_LENGTH,
  oneOfWords,
  refusal,
  SCHEMA_VERSION,
  whatIs,
} from '#libs/enrollment';
import type { NewEvent, RecordedEvent } from '#libs/event-store';
import { appendToStream } from '../append-to-stream.js';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { eventIdOf, sha256Of } from '../hashing.js';
import type { AccessUseCases, Author } from '../ledger.js';
import type { CreatedKey, KeyHolder, KeySummary, NewKey } from './access-answers.js';
import { ACCESS_STREAM, actorOfKey, type KeyCreated, type KeyRevoked } from './access-log.js';
import { ROLES } from './roles.js';

const SECRET_BYTES = 32;
const KEY_ID_BYTES = 6;

/** The use cases of keys. */
export function accessUseCases(context: LedgerContext): AccessUseCases {
  return {
    createKey: (key, author) => createKey(context, key, author),
    async listKeys() {
      await context.access.refresh();
      return context.access.keys().map(({ summary }) => summary);
    },
    revokeKey: (keyId, author) => revokeKey(context, keyId, author),
    authenticate: (secret) => authenticate(context, secret),
    async holderOf(actor) {
      await context.access.refresh();
      return context.access.holderOf(actor);
    },
  };
}

/** Makes a key. Its text names the key, so that looking it up compares no secret. */
async function createKey(context: LedgerContext, key: NewKey, author: Author): Promise<CreatedKey> {
  checkKey(key);
  if (key.replaces !== undefined) await checkSuccession(context, key, key.replaces);
  const keyId = `k${randomBytes(KEY_ID_BYTES).toString('hex')}`;
  const secret = `canbao.${keyId}.${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const { role, regions, label, replaces } = key;
  const succession = replaces === undefined ? {} : { replaces };
  const data: KeyCreated = { keyId, role, regions, label, ...succession, hash: sha256Of(secret) };
  const recorded = await append(context, () =>
    accessEvent(context, `key/${keyId}`, 'KeyCreated', data, author),
  );
  if (recorded === undefined) throw new Error('An append of one event gave none back.');
  const createdAt = chinaTime(recorded.recordedAt);
  const summary = { keyId, role, regions, label, replaces: replaces ?? null, createdAt, revokedAt: null };
  return { key: summary, secret };
}

async function revokeKey(context: LedgerContext, keyId: string, author: Author): Promise<KeySummary> {
  const data: KeyRevoked = { keyId };
  const recorded = await append(context, () => {
    if (summaryOf(context, keyId).revokedAt !== null) return undefined;
    return accessEvent(context, `key-revoked/${keyId}`, 'KeyRevoked', data, author);
  });
  const known = summaryOf(context, keyId);
  return recorded === undefined ? known : { ...known, revokedAt: chinaTime(recorded.recordedAt) };
}

/** Whom a key's text lets in; nobody once it is revoked. */
async function authenticate({ access }: LedgerContext, secret: string): Promise<KeyHolder | undefined> {
  const [, keyId = ''] = /^canbao\.(k[0-9a-f]{12})\.[\w-]{43}$/.exec(secret) ?? [];
  await access.refresh();
  const known = access.key(keyId);
  if (known?.summary.revokedAt !== null) return undefined;
  if (!timingSafeEqual(Buffer.from(known.hash), Buffer.from(sha256Of(secret)))) return undefined;
  const { role, regions } = known.summary;
  return { keyId, role, regions, holder: access.holderOf(actorOfKey(keyId)) };
}

/**
 * Appends one event, or none where `build` makes none. What it became is told by the append itself: nothing is read
 * after it, so that what is in the ledger is never answered as a failure.
 */
async function append(
  { store, access }: LedgerContext,
  build: () => NewEvent | undefined,
): Promise<RecordedEvent | undefined> {
  const result = await appendToStream(store, ACCESS_STREAM, async () => {
    await access.refresh();
    const event = build();
    return { version: access.version, events: event === undefined ? [] : [event] };
  });
  return result?.events[0];
}

function accessEvent(
  { store }: LedgerContext,
  name: string,
  type: 'KeyCreated' | 'KeyRevoked',
  data: KeyCreated | KeyRevoked,
  { actor, correlationId }: Author,
): NewEvent {
  const id = eventIdOf(store.ledger.logId, name);
  return { id, type, schemaVersion: SCHEMA_VERSION, data, metadata: { correlationId, actor } };
}

function summaryOf({ access }: LedgerContext, keyId: string): KeySummary {
  const known = access.key(keyId);
  if (known === undefined) throw new LedgerError('not-found', { seen: `key ${excerpt(keyId)}` });
  return known.summary;
}

function checkKey({ role, regions, label }: NewKey): void {
  if (!ROLES.includes(role)) throw malformed('/role', whatIs(role), oneOfWords(ROLES));
  const isRegions =
    regions === 'all' || (regions.length > 0 && regions.every((code) => /^\d{6}$/.test(code)));
  if (!isRegions)
    throw malformed('/regions', whatIs(regions), {
      zh: ' all 或六位区划代码',
      en: 'all, or region codes of six digits',
    });
  if (label.trim() === '' || label.length > MAX_TEXT_LENGTH || /[\p{Cc}\p{Cs}]/u.test(label)) {
    throw malformed('/label', whatIs(label), {
      zh: ` 1 至 ${MAX_TEXT_LENGTH} 个字符`,
      en: `1 to ${MAX_TEXT_LENGTH} characters`,
    });
  }
  if (containsPersonalIdentifier(label)) throw refusal('personal-identifier', '/label', { field: '/label' });
}

/** Whoever takes the place of a key sees the decisions served to it: so it may be no less, and nothing else. */
async function checkSuccession(
  context: LedgerContext,
  { role, regions }: NewKey,
  keyId: string,
): Promise<void> {
  await context.access.refresh();
  const former = summaryOf(context, keyId);
  const isCovered =
    regions === 'all' || (former.regions !== 'all' && former.regions.every((each) => regions.includes(each)));
  if (role === former.role && isCovered) return;
  const seen = `${former.role}: ${former.regions === 'all' ? 'all' : former.regions.join(', ')}`;
  throw malformed(
    '/replaces',
    { zh: `密钥为 ${seen}`, en: `a key that is ${seen}` },
    {
      zh: '同一角色且其统筹区均在新密钥内的密钥',
      en: 'a key of the same role, whose regions the new one has too',
    },
  );
}
