/**
 * Makes the newest vectors of the verifiers (`verifiers/vectors`) anew from a seed: bundles of invented ledgers, and changes of them
 * with what verify.mjs finds first. verify.py has to find the same. Run it after an addition to the format:
 * `node scripts/vectors.mjs`. What was published before (bases `b` and `lie`, of a program whose checkpoints said neither
 * what the ledger was made as nor how many declarations there are, then `l` and `s`, then `m`; `a`, by the first program that made bundles) is kept as it is: it stays valid as long as its format does.
 * The newest are checkpoints from elsewhere for the bundles of `m`: where an addition needs new bundles, give them a new letter in `KINDS`.
 */
import crypto from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { findingOf, isOpenAsSaid, readBases, reportOf } from '../verifiers/vectors/run.mjs';
import { canonical, letterCode, written } from '../verifiers/verify.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'verifiers', 'vectors');
const require = createRequire(import.meta.url);
const library = (name) => require(join(root, 'dist', 'libs', name, 'src', 'index.js'));

/** Chance that is the same in every run. */
let state = 20261123;
function chance(below) {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}
const pick = (list) => list[chance(list.length)];
const hexOf = (bytes) =>
  Array.from({ length: bytes }, () => chance(256).toString(16).padStart(2, '0')).join('');

// Ids of decisions are random in a ledger; here each run gives the same.
crypto.randomUUID = () => hexOf(16).replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5');

const audit = library('audit');
const { openSqliteStore } = library('event-store');
const ledgers = library('ledger');
const { loadShippedPacks, packDigest } = library('policy');
const { canonicalJson } = library('canonical');
const sha256 = (text) => crypto.createHash('sha256').update(text).digest();

/** The bases that are made here: the first letter of their names, and what their ledger was made as. */
const KINDS = {};
const STEPS = 6;
/** Those that are kept. */
const isPublished = (base) => /^([ablsm]\d\d|lie|[lsm]-.*)$/.test(base);
/** Vectors over published bundles: they come out the same in each run. */
const NEWEST = /^(a note of another ledger|a note by a revoked key|a note by a key revoked elsewhere)/;

const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
const OTHER_LOG_ID = LOG_ID.replace('0190', '0191');
const coreFile = join(root, 'dist', 'verifiers', 'core.mjs');
const core = readFileSync(coreFile);
const { recompute } = await import(pathToFileURL(coreFile).href);
const scope = ledgers.everyRegion;
const author = { actor: 'vectors', correlationId: 'vectors' };

/** A key that seals or, of type 4, witnesses, from a seed. */
function keyOf(seed, type, name) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(seed)]);
  const privateKey = crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const bytes = crypto.createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const key = audit.verifierKey(name, type, bytes);
  const sign = (text) => crypto.sign(null, Buffer.from(text), privateKey);
  return { verifier: key.text, sign: (text) => Promise.resolve(lineOf(text)), lineOf, raw: sign, key };
  function lineOf(text) {
    return { name, keyId: key.id, signature: sign(text) };
  }
}
const sealing = [1, 2, 3].map((number) => keyOf(`seal ${number}`, 'ed25519', audit.originOf(LOG_ID)));
const stranger = keyOf('stranger', 'ed25519', audit.originOf(LOG_ID));
const witness = keyOf('witness', 'cosignature', 'witness.example.com/w1');

function witnessed(text, seconds) {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = Buffer.concat([time, witness.raw(audit.cosignedMessage(text, BigInt(seconds)))]);
  return audit.signatureLine({ name: witness.key.name, keyId: witness.key.id, signature });
}

// ---------------------------------------------------------------------------------------------------------------------
// The ledger and its bundles

async function makeBases(letter, kindOfLedger) {
  let now = Date.parse('2027-11-20T02:00:00.000Z');
  const create = { logId: LOG_ID, kind: kindOfLedger, clockOffsetMs: 0, appVersion: '0.1.0' };
  const store = await openSqliteStore({ directory: ':memory:', create, clock: () => (now += 1_000) });
  // One pack alone keeps the bundles small; the second ledger below knows one that was never adopted.
  const packs = loadShippedPacks().flatMap(({ pack }) => (pack.id === 'national' ? [pack] : []));
  const content = { ...packs[0], version: '9' };
  delete content.digest;
  const unadopted = { ...content, digest: packDigest(content) };
  // A sample ledger writes its own eight members, under every pack; here it begins as small as a real one.
  await ledgers.openLedger({ store: asReal(store), packs, engine: '0.1.0' });
  const ledger = await ledgers.openLedger({ store, packs, engine: '0.1.0' });
  const knowing = await ledgers.openLedger({ store, packs: [...packs, unadopted], engine: '0.1.0' });
  const region = {
    policy: 'national',
    baseCeilingFen: new Map([[2024, 30_000_000]]),
    premiumFen: new Map([[2024, 40_000]]),
    sample: true,
  };
  await ledger.policy.importRegions(
    ['359901', '359902'].map((code) => ({ ...region, code })),
    author,
  );
  const database = audit.openForSealing(audit.IN_MEMORY, LOG_ID);
  let current = 0;
  const ring = () => ({
    current: sealing[current],
    of: (verifier) => sealing.find((each) => each.verifier === verifier),
    revoked: [],
  });
  const digest = written(sha256(core));
  const sealer = new audit.Sealer(store, database, ring, { core: { engine: '0.1.0', digest } });
  const members = ['P-0001', 'P-0002', 'P-0003'];
  let document = 0;
  const record = (member, body) =>
    ledger.facts.record({
      member,
      body,
      source: { system: 'tax-359901', document: `V${(document += 1)}` },
      ...author,
      scope,
    });
  for (const [index, member] of members.entries()) {
    await record(member, { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' });
    await record(member, {
      type: 'PremiumPaid',
      coverageYear: 2028 - (index % 2),
      paidOn: index === 1 ? '2026-11-20' : '2027-11-19',
      amountFen: 40_000,
    });
  }
  const reader = { actor: 'vectors', scope, isOwnOnly: false };
  const bundleOf = (id, since) =>
    knowing.decisions.evidenceBundle({ id, reader, seals: sealer.seals, since });
  const serve = async (by, question) => {
    const { answer } = await by.decisions.serve({
      ...question,
      language: pick(['zh', 'en']),
      ...author,
      scope,
    });
    return answer.decisionId;
  };
  const kinds = ['eligibility', 'standing', 'repair-quote'];
  const bases = {};
  const sizes = [];
  for (let step = 1; step <= STEPS; step += 1) {
    if (step === 4) current += 1;
    const member = members[step % members.length];
    if (step % 3 === 0)
      await record(member, {
        type: 'ClaimSettled',
        claimId: `C-${step}`,
        servedOn: '2028-02-01',
        settledOn: '2028-03-01',
        pooledFundFen: 100 * step,
        majorIllnessFen: 0,
        medicalAidFen: 0,
      }).catch(() => undefined);
    if (step % 4 === 0)
      await record(pick(members), {
        type: 'SpecialStatusGranted',
        status: 'newborn',
        from: '2027-11-01',
      }).catch(() => undefined);
    if (step >= 5 && step % 5 === 0)
      await ledger.watermarks.declare(
        {
          source: `tax-35990${1 + (step % 2)}`,
          region: '359901',
          kind: 'premiums',
          completeThrough: `2027-1${step % 2}-0${step / 5}`,
        },
        { ...author, scope },
      );
    if (step === 3) await chooseReading(store, packs[0]);
    const on = `2028-0${1 + chance(9)}-1${chance(9)}`;
    const kind = kinds[(step + Math.floor(step / 3)) % kinds.length];
    const id =
      step === STEPS
        ? await serve(knowing, { kind, member, on, pack: 'national@9' })
        : await serve(ledger, { kind, member, on });
    for (let more = chance(3); more > 0; more -= 1)
      await serve(ledger, { kind: 'standing', member: pick(members), on });
    await sealer.seal();
    const { size, note } = sealer.seals.checkpoints.latest();
    if (step % 3 === 1)
      sealer.seals.cosign(size, witness.verifier, witnessed(audit.readNote(note).text, 1_900_000_000 + step));
    sizes.push(size);
    if (step % 2 === 0) {
      // Something happens after the decision was sealed.
      await record(member, {
        type: 'PremiumPaid',
        coverageYear: 2028,
        paidOn: '2027-11-19',
        amountFen: 40_000,
      }).catch(() => undefined);
      await serve(ledger, { kind: 'standing', member: pick(members), on });
      await sealer.seal();
      sizes.push(sealer.seals.checkpoints.latest().size);
    }
    bases[`${letter}${String(step).padStart(2, '0')}`] = await bundleOf(id, [
      ...new Set([pick(sizes), 1 + chance(sizes.at(-1))]),
    ]);
  }
  const told = await serve(ledger, { kind: 'eligibility', member: 'P-0001', on: '2028-03-15' });
  for (const [name, lie] of Object.entries(LIES))
    bases[`${letter}-${name}`] = await bundleOf(await lieTo(store, sealer, { told, ...lie }), []);
  return { bases, codeAt: (size) => codeAt(sealer.seals, size) };
}

/** A store that calls its ledger a real one. */
function asReal(store) {
  const record = { ...store.ledger, kind: 'ledger' };
  return new Proxy(store, {
    get: (_, name) => {
      const value = name === 'ledger' ? record : store[name];
      return typeof value === 'function' ? value.bind(store) : value;
    },
  });
}

/** A reading chosen for the adopted version, as the approval of a change records it. */
async function chooseReading(store, pack) {
  const { clause } = pack.readings.R1;
  const chosen = { reading: 'R1', choice: 'yes', clause, evidence: 'Letter 7.', confidence: 'medium' };
  const digest = written(sha256(canonicalJson({ digest: pack.digest, chosen })));
  const data = {
    ...chosen,
    pack: pack.id,
    question: { zh: '?', en: '?' },
    alternatives: ['no'],
    versions: [{ version: pack.version, digest }],
    signer: 'reviewer',
  };
  const { length } = await store.readStream('policy');
  await store.append('policy', length, [
    { id: crypto.randomUUID(), type: 'ReadingChosen', schemaVersion: 3, data, metadata: author },
  ]);
}

/** Decisions that say of themselves what is not so, sealed like any other, and what has to be found. */
const LIES = {
  answer: {
    data: ({ answer }) => ({
      answer: answer.replace(/"payable":(true|false|null)/, (_, said) => `"payable":${said !== 'true'}`),
    }),
    wants: /^decision-differs .*answer$/,
  },
  on: {
    data: ({ question }) => ({ question: { ...question, on: '2028-12-31' } }),
    wants: /^decision-inconsistent .*question$/,
  },
  actor: { metadata: () => ({ actor: 'key:k0' }), wants: /^decision-inconsistent .*metadata$/ },
  'effective-on': {
    metadata: () => ({ effectiveOn: '2028-12-31' }),
    wants: /^decision-inconsistent .*metadata$/,
  },
  'hidden-from': {
    data: ({ servedTo }) => ({ servedTo: { ...servedTo, hiddenFrom: '2028-01-01' } }),
    wants: /^decision-differs .*servedTo$/,
  },
};

/** Seals a decision as it was told, under another number and with something else in it. */
async function lieTo(store, sealer, { told, data: lieIn = () => ({}), metadata: lieBeside = () => ({}) }) {
  const [event] = await store.readStream(`decision-${told}`);
  const id = `dec_${hexOf(13).slice(0, 25)}`;
  const renamed = {
    ...event.data,
    decisionId: id,
    answer: event.data.answer.replace(told, id),
  };
  const { type, schemaVersion } = event;
  const data = { ...renamed, ...lieIn(renamed) };
  const metadata = { ...event.metadata, ...lieBeside() };
  await store.append(`decision-${id}`, 0, [{ id: crypto.randomUUID(), type, schemaVersion, metadata, data }]);
  if ((await sealer.seal()) === undefined) throw new Error('The lie was not sealed.');
  return id;
}

const codeAt = (seals, size) => letterCode({ size, root: audit.rootAt(seals.tree.subtrees, size) });

// ---------------------------------------------------------------------------------------------------------------------
// Vectors

const vectors = [];
const names = new Map();
const wanted = [];

/** Adds a vector; `wants` is a pattern that the finding has to match: `code at`, or nothing found. */
function add(kind, base, changes, { wants = /./, ...options } = {}) {
  const number = (names.get(kind) ?? 0) + 1;
  names.set(kind, number);
  vectors.push({ name: `${kind} ${number}`, base, changes, ...options });
  wanted.push(wants);
}

const isLie = (name) => name.includes('-');
const NOTHING = /^nothing$/;
const resealed = { op: 'digests' };
const set = (at, value) => ({ op: 'set', at, value });
const remove = (at) => ({ op: 'remove', at });

/** Bundles as they were made, with every key and checkpoint from elsewhere that fits, and some that do not. */
function addOutside(bases, codeAtSize) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name)) continue;
    const { checkpoints } = JSON.parse(text).parts;
    add('as made', name, [], { wants: NOTHING });
    const notes = checkpoints.notes.map(({ note }) => audit.readCheckpoint(audit.readNote(note).text));
    for (const key of new Set([pick(notes).verifier]))
      add('key that sealed', name, [], { keys: [key], wants: NOTHING });
    for (const size of new Set([...notes, ...checkpoints.since].map((each) => each.size))) {
      if (chance(2) > 0) continue;
      const code = codeAtSize(size);
      add('code typed', name, [], { codes: [typed(code)], wants: NOTHING });
      const other = letterCode({ size, root: sha256(code) });
      if (chance(5) === 0)
        add('code of another log', name, [], { codes: [other], wants: /^not-append-only/ });
    }
    const { witnesses } = checkpoints;
    add(witnesses.length === 0 ? 'a witness that saw none of it' : 'a witness', name, [], {
      keys: [witness.verifier],
      wants: NOTHING,
    });
    if (chance(4) === 0)
      add('key of a stranger', name, [], { keys: [stranger.verifier], wants: /^unknown-key/ });
  }
}

/** As people type: capitals, dashes, no blanks. */
function typed(code) {
  const [size, ...groups] = code.split(' ');
  return pick([
    code,
    code.toUpperCase(),
    `#${size} ${groups.join('-')}`,
    `${size}: ${groups.join('')}`,
    `  ${size}\t${groups.join(' . ')} `,
    [size, ...groups].join('-'),
  ]);
}

/** Events that are left out, put in, exchanged, or written anew with everything that hangs on them but the root. */
function addEvents(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name) || chance(6) > 0) continue;
    const { parts } = JSON.parse(text);
    for (const part of ['facts', 'policy', 'watermarks']) {
      const { events } = parts[part];
      if (events.length === 0) continue;
      const at = `/parts/${part}/events`;
      const last = events.length - 1;
      add('the last event left out', name, [remove(`${at}/${last}`), resealed], { wants: /^event-missing/ });
      const first = events.length > 1 ? /^stream-broken/ : /^event-missing/;
      add('the first event left out', name, [remove(`${at}/0`), resealed], { wants: first });
      add('an event twice', name, [{ op: 'insert', at: `${at}/0`, value: events[0] }, resealed], {
        wants: /^stream-broken/,
      });
      add(
        'an invented event',
        name,
        [
          {
            op: 'insert',
            at: `${at}/${last + 1}`,
            value: { ...events[last], position: 99_999, version: last + 2 },
          },
          resealed,
        ],
        { wants: /^event-inserted/ },
      );
      if (last > 0)
        add('two events exchanged', name, [{ op: 'swap', at: `${at}/0`, other: `${at}/${last}` }, resealed], {
          wants: /^stream-broken/,
        });
      const forged = { ...events[last], data: { ...events[last].data, forged: true } };
      const leaf = written(sha256(`\u0000${canonical(forged)}`));
      const index = parts.inclusion.leaves.findIndex(([position]) => position === forged.position);
      const changes = [set(`${at}/${last}`, forged), set(`/parts/inclusion/leaves/${index}/2`, leaf)];
      add('an event written anew', name, [...changes, resealed], { wants: /^head-changed/ });
      if (parts[part].head !== null)
        add(
          'an event and its head written anew',
          name,
          [...changes, set(`/parts/${part}/head/found/leaf`, leaf), resealed],
          { wants: /^head-changed/ },
        );
    }
  }
}

/** Heads, paths and leaves. */
function addProofs(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name) || chance(6) > 0) continue;
    const { parts } = JSON.parse(text);
    const part = pick(['decision', 'facts', 'policy']);
    const head = `/parts/${part}/head`;
    const { siblings, found } = parts[part].head;
    const zero = `sha256:${'0'.repeat(64)}`;
    add('no head', name, [set(head, null), resealed], { wants: /^completeness-missing/ });
    add('a head longer', name, [set(`${head}/found/length`, found.length + 1), resealed], {
      wants: /^head-changed/,
    });
    add('a head of nothing', name, [set(`${head}/found`, null), resealed], { wants: /^head-changed/ });
    if (siblings.length > 0)
      add('a path of a head', name, [set(`${head}/siblings/${chance(siblings.length)}`, zero), resealed], {
        wants: /^head-changed/,
      });
    add(
      'a path of a head too long',
      name,
      [{ op: 'insert', at: `${head}/siblings/0`, value: zero }, resealed],
      { wants: /^head-changed/ },
    );
    const { hashes, leaves } = parts.inclusion;
    if (hashes.length > 0) {
      add(
        'a hash of the joint proof',
        name,
        [set(`/parts/inclusion/hashes/${chance(hashes.length)}`, zero), resealed],
        { wants: /^inclusion-changed/ },
      );
      add('a hash too few', name, [remove('/parts/inclusion/hashes/0'), resealed], {
        wants: /^inclusion-changed/,
      });
    }
    add(
      'a hash too many',
      name,
      [{ op: 'insert', at: `/parts/inclusion/hashes/${hashes.length}`, value: zero }, resealed],
      { wants: /^inclusion-changed/ },
    );
    add(
      'a leaf in another place',
      name,
      [set(`/parts/inclusion/leaves/${leaves.length - 1}/1`, leaves.at(-1)[1] + 1), resealed],
      { wants: /^inclusion-changed/ },
    );
    add(
      'a leaf of somebody else',
      name,
      [
        {
          op: 'insert',
          at: `/parts/inclusion/leaves/${leaves.length}`,
          value: [99_998, leaves.at(-1)[1] + 1, zero],
        },
        resealed,
      ],
      { wants: /^inclusion-changed/ },
    );
  }
}

/** Checkpoints that say something else, also rightly signed by a key that may not. */
function addCheckpoints(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name) || chance(6) > 0) continue;
    const { notes, witnesses } = JSON.parse(text).parts.checkpoints;
    const last = notes.length - 1;
    const at = `/parts/checkpoints/notes/${last}`;
    const note = audit.readNote(notes[last].note);
    const checkpoint = audit.readCheckpoint(note.text);
    const owner = sealing.find(({ verifier }) => verifier === checkpoint.verifier);
    const signedBy = (said, ...keys) => {
      const signed = audit.checkpointText(said);
      return audit.writeNote({ text: signed, signatures: keys.map((key) => key.lineOf(signed)) });
    };
    add(
      'a checkpoint not signed',
      name,
      [set(`${at}/note`, notes[last].note.replace(/\nposition \d+/, '\nposition 1')), resealed],
      { wants: /^bad-signature/ },
    );
    add(
      'a checkpoint of a stranger',
      name,
      [set(`${at}/note`, signedBy({ ...checkpoint, verifier: stranger.verifier }, stranger)), resealed],
      { wants: last === 0 ? /./ : /^key-not-handed-over/ },
    );
    add(
      'a revoked key',
      name,
      [
        set(
          `${at}/note`,
          signedBy(
            { ...checkpoint, revoked: [{ verifier: owner.verifier, size: checkpoint.size - 1 }] },
            owner,
          ),
        ),
        resealed,
      ],
      { wants: /^key-revoked/ },
    );
    add(
      'another root, rightly signed',
      name,
      [set(`${at}/note`, signedBy({ ...checkpoint, root: sha256('other') }, owner)), resealed],
      { wants: /^(not-append-only|inclusion-changed|cosignature-changed)/ },
    );
    add(
      'other heads, rightly signed',
      name,
      [set(`${at}/note`, signedBy({ ...checkpoint, heads: sha256('other') }, owner)), resealed],
      { wants: /^(head|cosignature)-changed/ },
    );
    add(
      'another log, rightly signed',
      name,
      [set(`${at}/note`, signedBy({ ...checkpoint, logId: OTHER_LOG_ID }, owner)), resealed],
      { wants: /^other-ledger/ },
    );
    add('a line of a later program', name, [
      set(
        `${at}/note`,
        audit.writeNote({
          text: `${note.text}seal-of-2040 x\n`,
          signatures: [owner.lineOf(`${note.text}seal-of-2040 x\n`)],
        }),
      ),
      set('/parts/checkpoints/witnesses', []),
      resealed,
    ]);
    if (last > 0) {
      const first = audit.readCheckpoint(audit.readNote(notes[0].note).text);
      const revoked = [{ verifier: first.verifier, size: first.size - 1 }];
      const later = set(`${at}/note`, signedBy({ ...checkpoint, revoked }, owner));
      add('a key revoked later', name, [later, set('/parts/checkpoints/witnesses', []), resealed], {
        wants: /^key-revoked .*notes.0$|^key-not-handed-over/,
      });
    }
    if (last > 0) {
      add(
        'checkpoints exchanged',
        name,
        [{ op: 'swap', at: '/parts/checkpoints/notes/0', other: at }, resealed],
        { wants: /^(not-append-only|checkpoints-disordered|key-not)/ },
      );
      add(
        'a path between checkpoints',
        name,
        [{ op: 'insert', at: `${at}/consistency/0`, value: `sha256:${'0'.repeat(64)}` }, resealed],
        { wants: /^not-append-only/ },
      );
      add('the newest left out', name, [remove(at), resealed]);
    }
    add('no checkpoint', name, [set('/parts/checkpoints/notes', []), resealed], {
      wants: /^checkpoint-missing/,
    });
    add(
      'a witness that did not sign',
      name,
      [set('/parts/checkpoints/witnesses', [stranger.verifier, ...witnesses]), resealed],
      { wants: /^checkpoint-malformed/ },
    );
    if (witnesses.length > 0)
      add(
        'a witness of another text',
        name,
        [
          set(
            '/parts/checkpoints/witnesses/0',
            keyOf('w2', 'cosignature', 'witness.example.com/w1').verifier,
          ),
          resealed,
        ],
        { wants: /^cosignature-changed/ },
      );
  }
}

/** What the checkpoints say that the ledger was made as, and how many declarations they count. */
function addSaid(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name)) continue;
    const bundle = JSON.parse(text);
    const { notes } = bundle.parts.checkpoints;
    const other = bundle.manifest.ledger === 'sample' ? 'ledger' : 'sample';
    add('made as something else', name, [set('/manifest/ledger', other)], {
      wants: /^creation-changed .manifest.ledger$/,
    });
    // Whoever makes the letters again without the mark of a sample, or with it.
    const letters = lettersAs(bundle, other);
    const changes = [set('/manifest/ledger', other), set('/parts/letters', letters), resealed];
    add('letters made again for it', name, changes, { wants: /^creation-changed .manifest.ledger$/ });
    const said = notes.map(({ note }) => audit.readCheckpoint(audit.readNote(note).text));
    const [last, at] = [said.at(-1), `/parts/checkpoints/notes/${notes.length - 1}/note`];
    const noWitness = set('/parts/checkpoints/witnesses', []);
    const withText = (place, textOf) => {
      const changed = textOf(audit.checkpointText(said[place]));
      const keys = said.slice(Math.max(0, place - 1), place + 1).map(({ verifier }) => verifier);
      const signers = sealing.filter(({ verifier }) => keys.includes(verifier));
      const note = audit.writeNote({ text: changed, signatures: signers.map((key) => key.lineOf(changed)) });
      return set(`/parts/checkpoints/notes/${place}/note`, note);
    };
    const changed = (textOf) => [withText(notes.length - 1, textOf), noWitness, resealed];
    const line = (from, to) => (before) => before.replace(from, to);
    if (chance(3) > 0) continue;
    add('the kind in a checkpoint', name, changed(line(/creation \w+/, `creation ${other}`)), {
      wants: /^creation-changed .manifest/,
    });
    add('no kind that there is', name, changed(line(/creation \w+/, 'creation real')), {
      wants: new RegExp(`^checkpoint-malformed ${at.slice(0, -5)}$`),
    });
    add(
      'made twice',
      name,
      changed((before) => before.replace(/(creation .*\n)/, '$1$1')),
      {
        wants: /^checkpoint-malformed/,
      },
    );
    if (notes.length > 1)
      add('made otherwise later', name, changed(line(/(creation \w+ sha256:)./, '$1z')), {
        wants: /^checkpoint-malformed/,
      });
    if (notes.length > 1)
      add(
        'another making later',
        name,
        changed(line(/creation (\w+) \S+/, `creation $1 sha256:${'0'.repeat(64)}`)),
        {
          wants: /^creation-changed .parts.checkpoints.notes$/,
        },
      );
    const silent = notes.map((_, place) => withText(place, line(/creation .*\n/, '')));
    add('no checkpoint says what it was made as', name, [...silent, noWitness, resealed], { wants: NOTHING });
    const count = last.declarations;
    const isShown = bundle.parts.watermarks.head !== null;
    add('a declaration more', name, changed(line(/declarations \d+/, `declarations ${count + 1}`)), {
      wants: isShown ? /^head-changed .parts.watermarks.head$/ : NOTHING,
    });
    add('declarations that are no number', name, changed(line(/declarations \d+/, 'declarations 01')), {
      wants: /^checkpoint-malformed/,
    });
    add(
      'declarations twice',
      name,
      changed((before) => before.replace(/(declarations .*\n)/, '$1$1')),
      {
        wants: /^checkpoint-malformed/,
      },
    );
    add('nobody counts the declarations', name, changed(line(/declarations .*\n/, '')), { wants: NOTHING });
    if (count > 0)
      add(
        'declarations of which there are none',
        name,
        [
          ...changed(line(/declarations \d+/, 'declarations 0')).slice(0, 2),
          set('/parts/watermarks/head', null),
          resealed,
        ],
        { wants: /^event-inserted .parts.watermarks.events.0$/ },
      );
  }
}

/** Lines of a checkpoint that two readers could read differently, rightly signed; and names of those who signed. */
function addLines(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name) || chance(3) > 0) continue;
    const { notes } = JSON.parse(text).parts.checkpoints;
    const at = `/parts/checkpoints/notes/${notes.length - 1}/note`;
    const note = audit.readNote(notes.at(-1).note);
    const { verifier, size } = audit.readCheckpoint(note.text);
    const owner = sealing.find((each) => each.verifier === verifier);
    const signed = (said, ...more) =>
      audit.writeNote({ text: said, signatures: [owner.lineOf(said), ...more] });
    const noWitness = set('/parts/checkpoints/witnesses', []);
    const malformed = { wants: new RegExp(`^checkpoint-malformed ${at.slice(0, -5)}$`) };
    const hash = written(sha256('other'));
    const lines = {
      'a bare line': ['revoked', 'reseal', 'core', 'access-log'],
      'a line of another form': ['core x', 'access-log x', 'reseal foo', `revoked ${verifier} ${size} junk`],
      'a line twice': [
        `core 0.1.0 ${hash}\ncore 0.2.0 ${hash}`,
        `reseal sm3 1 ${hash}\nreseal sm3 2 ${hash}`,
        `position ${size}`,
      ],
    };
    for (const [kind, added] of Object.entries(lines))
      for (const line of added)
        add(kind, name, [set(at, signed(`${note.text}${line}\n`)), noWitness, resealed], malformed);
    const other = keyOf('other', 'ed25519', 'somebody.example.com/k');
    const named = note.text.replace(`key ${verifier}`, `key ${other.verifier}`);
    const bySomebody = audit.writeNote({
      text: named,
      signatures: [other.lineOf(named), owner.lineOf(named)],
    });
    add('a key of another name', name, [set(at, bySomebody), noWitness, resealed], malformed);
    const dated = note.text.replace(/recorded-at .*/, 'recorded-at 1999');
    add('a time of another form', name, [set(at, signed(dated)), noWitness, resealed], malformed);
    // U+FEFF is a blank in one language only, U+001C in another, U+0085 in Unicode.
    const lineBy = (by) => ({ name: by, keyId: '00000000', signature: Buffer.alloc(2) });
    add('a name with a mark', name, [set(at, signed(note.text, lineBy('a\ufeffb'))), noWitness, resealed], {
      wants: NOTHING,
    });
    add(
      'a name with a blank',
      name,
      [set(at, signed(note.text, lineBy('a\u3000b'))), noWitness, resealed],
      malformed,
    );
    for (const by of ['a\u001cb', 'a\u0085b', 'a\u00a0b']) {
      const key = keyOf('named', 'cosignature', by).verifier;
      add('a witness with a blank', name, [set('/parts/checkpoints/witnesses', [key]), resealed], {
        wants: /^checkpoint-malformed .parts.checkpoints.witnesses.0$/,
      });
    }
    // Notes from elsewhere, of the same size and root.
    const at4 = at.slice(0, -5);
    const elsewhere = (kind, said, wants) => {
      add(kind, name, [], { notes: [signed(said)], wants });
    };
    elsewhere('the same note', note.text, NOTHING);
    elsewhere(
      'other heads elsewhere',
      note.text.replace(/heads .*/, `heads ${hash}`),
      new RegExp(`^not-append-only ${at4}$`),
    );
    elsewhere(
      'another count elsewhere',
      note.text.replace(/(declarations )(.*)/, '$11$2'),
      new RegExp(`^not-append-only ${at4}$`),
    );
    elsewhere(
      'made otherwise elsewhere',
      note.text.replace(/(creation \w+ ).*/, `$1${hash}`),
      /^creation-changed .parts.checkpoints.notes/,
    );
    elsewhere(
      'revoked elsewhere',
      `${note.text}revoked ${verifier} ${size - 1}\n`,
      /^key-revoked .parts.checkpoints.notes/,
    );
    elsewhere('revoked after it elsewhere', `${note.text}revoked ${verifier} ${size}\n`, NOTHING);
  }
}

/**
 * Checkpoints from elsewhere that do not count: of another ledger, and by a key that was revoked for their size, by what the bundle
 * shows or by another one from elsewhere. `open` is what stays open of them, `isUndecided` whether nobody can tell.
 */
function addUncounted(bases) {
  for (const [name, text] of Object.entries(bases)) {
    if (isLie(name)) continue;
    const { notes } = JSON.parse(text).parts.checkpoints;
    const said = notes.map(({ note }) => audit.readCheckpoint(audit.readNote(note).text));
    const last = said.at(-1);
    const owner = sealing.find(({ verifier }) => verifier === last.verifier);
    const next = sealing[sealing.indexOf(owner) + 1];
    const signedBy = (checkpoint, ...keys) => {
      const signed = audit.checkpointText(checkpoint);
      return audit.writeNote({ text: signed, signatures: keys.map((key) => key.lineOf(signed)) });
    };
    const open = (...codes) => ({
      open: codes,
      isUndecided: codes.includes('revoked-note-differs'),
      wants: NOTHING,
    });
    // Of the size of the last checkpoint, and of another one.
    const elsewhere = keyOf('elsewhere', 'ed25519', audit.originOf(OTHER_LOG_ID));
    const ofOther = (size) =>
      signedBy(
        { ...last, logId: OTHER_LOG_ID, size, root: sha256('other'), verifier: elsewhere.verifier },
        elsewhere,
      );
    for (const size of [last.size, last.size + 1])
      add('a note of another ledger', name, [], {
        notes: [ofOther(size)],
        ...open('checkpoint-of-another-ledger', 'not-anchored'),
      });
    // The last checkpoint hands over to a new key and revokes the one that signed the others, from its own size on.
    const revoked = [{ verifier: owner.verifier, size: last.size - 1 }];
    const isAlone = said.slice(0, -1).every(({ verifier }) => verifier === owner.verifier);
    const handing = signedBy({ ...last, verifier: next.verifier, revoked }, owner, next);
    const changes = [
      set(`/parts/checkpoints/notes/${notes.length - 1}/note`, handing),
      set('/parts/checkpoints/witnesses', []),
      resealed,
    ];
    const byOwner = (size, root) => signedBy({ ...last, size, root }, owner);
    if (isAlone) {
      const kind = 'a note by a revoked key';
      const none = { notes: [byOwner(last.size, last.root)] };
      add(kind, name, changes, { ...none, ...open('revoked-note', 'not-anchored') });
      const differing = { notes: [byOwner(last.size, sha256('other'))] };
      add(kind, name, changes, { ...differing, ...open('revoked-note-differs', 'not-anchored') });
      const beyond = { notes: [byOwner(last.size + 1, sha256('other'))] };
      add(kind, name, changes, { ...beyond, ...open('revoked-note', 'not-anchored') });
      // It revokes nothing itself.
      const revoking = signedBy({ ...last, revoked: [{ verifier: next.verifier, size: 1 }] }, owner);
      add(kind, name, changes, { notes: [revoking], ...open('revoked-note', 'not-anchored') });
      const [first] = said;
      if (first !== last) {
        const before = { notes: [notes[0].note], wants: NOTHING };
        add(`${kind} from before`, name, changes, before);
        const ofOtherLog = { notes: [signedBy({ ...first, root: sha256('other') }, owner)] };
        add(`${kind} from before, of another log`, name, changes, {
          ...ofOtherLog,
          wants: /^not-append-only .parts.checkpoints$/,
        });
      }
    }
    // What revokes is from elsewhere itself, and newer than the bundle.
    const later = signedBy(
      {
        ...last,
        size: last.size + 9,
        root: sha256('later'),
        verifier: next.verifier,
        revoked: [{ verifier: owner.verifier, size: last.size }],
      },
      owner,
      next,
    );
    const forged = byOwner(last.size + 5, sha256('other'));
    for (const both of [
      [forged, later],
      [later, forged],
    ])
      add('a note by a key revoked elsewhere', name, [], {
        notes: both,
        ...open(...['revoked-note', 'checkpoint-not-connected', 'not-anchored']),
      });
  }
}

/** The letters of a bundle as they would be of a ledger of another kind. */
function lettersAs({ parts, manifest }, kind) {
  const position = parts.decision.events[0].position;
  const [, index, leaf] = parts.inclusion.leaves.find(([each]) => each === position);
  const covering = parts.checkpoints.notes
    .map(({ note }) => audit.readCheckpoint(audit.readNote(note).text))
    .find(({ size }) => size > index);
  const seal = { position, leaf, letterCode: letterCode(covering) };
  const sha256Of = (text) => written(sha256(text));
  const { letters } = recompute(parts, { sha256Of, isSample: kind === 'sample', seal });
  if (canonical(letters) === canonical(parts.letters)) throw new Error(`${manifest.decision} has no mark.`);
  return letters;
}

/** Any value of any part, drawn evenly over the parts. */
function addAnyValue(bases, count) {
  const candidates = Object.keys(bases).filter((name) => !isLie(name));
  for (let made = 0; made < count; made += 1) {
    const name = pick(candidates);
    const { parts } = JSON.parse(bases[name]);
    const part = pick(Object.keys(parts));
    const places = [];
    collect(parts[part], `/parts/${part}`, places);
    if (places.length === 0) continue;
    const { at, value } = pick(places);
    const isCaught = chance(6) === 0;
    const changes = [set(at, other(value))];
    add(
      `any value of ${part}`,
      name,
      isCaught ? changes : [...changes, resealed],
      isCaught ? { wants: /^part-changed/ } : {},
    );
  }
}

function collect(value, at, places) {
  if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value))
      collect(each, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, places);
  else places.push({ at, value });
}

function other(value) {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null || value === '') return 'x';
  const place = chance(value.length);
  const code = value[place];
  const replaced = /[0-9]/.test(code) ? String((Number(code) + 1) % 10) : code === 'a' ? 'b' : 'a';
  return value.slice(0, place).concat(replaced, value.slice(place + 1));
}

// ---------------------------------------------------------------------------------------------------------------------

const kept = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8')).filter(
  ({ base, name }) => isPublished(base) && !NEWEST.test(name),
);
for (const { name } of kept) {
  const [, kind, number] = /^(.*) (\d+)$/.exec(name);
  names.set(kind, Math.max(names.get(kind) ?? 0, Number(number)));
}
const published = readBases();
addUncounted(Object.fromEntries(Object.entries(published).filter(([name]) => /^m\d\d$/.test(name))));
const added = {};
for (const [letter, kind] of Object.entries(KINDS)) {
  const { bases, codeAt: codeAtSize } = await makeBases(letter, kind);
  Object.assign(added, bases);
  addOutside(bases, codeAtSize);
  addEvents(bases);
  addProofs(bases);
  addCheckpoints(bases);
  addSaid(bases);
  addLines(bases);
  addAnyValue(bases, 12);
  for (const [name, { wants }] of Object.entries(LIES))
    add(`a lie about the ${name}`, `${letter}-${name}`, [], { wants });
}

for (const [index, vector] of vectors.entries()) {
  const bases = { ...published, ...added };
  const { found, ...report } = await reportOf(vector, bases, core);
  const isFoundWithout = (await findingOf(vector, bases, null)) !== null;
  vector.expected = found;
  if (found !== null && !isFoundWithout) vector.byRecomputation = true;
  const said = found === null ? 'nothing' : `${found.code} ${found.at}`;
  if (!wanted[index].test(said))
    throw new Error(`${vector.name} of ${vector.base}: found ${said}, wanted ${String(wanted[index])}`);
  if (!isOpenAsSaid(vector, report))
    throw new Error(
      `${vector.name} of ${vector.base}: ${JSON.stringify(report)} is open, wanted ${vector.open.join()}`,
    );
}
const all = [...kept, ...vectors];
const tampered = all.filter(({ expected }) => expected !== null).length;
for (const file of readdirSync(join(folder, 'bases')))
  if (!isPublished(file.replace('.json.gz', ''))) rmSync(join(folder, 'bases', file));
for (const [name, text] of Object.entries(added))
  writeFileSync(join(folder, 'bases', `${name}.json.gz`), gzipSync(text, { level: 9 }));
writeFileSync(
  join(folder, 'vectors.json'),
  `[\n${all.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n`,
);
process.stdout.write(
  `${all.length} vectors, ${vectors.length} of them made now; ${tampered} with a finding\n`,
);
