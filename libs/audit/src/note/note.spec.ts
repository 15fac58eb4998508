import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addKey, keyFileOf, openKeyFile, readKeyFile, revokeKey } from '../keys/key-file.js';
import { sha256, written } from '../hashing.js';
import { type Checkpoint, checkpointText, readCheckpoint } from './checkpoint.js';
import { checkCosignature, cosignedMessage, lineOfWitness } from './cosignature.js';
import { letterCode, readLetterCode } from './letter-code.js';
import { holdsSignatureOf, readNote, signatureLine, writeNote } from './note.js';
import { KeyChain } from './trust.js';
import { readVerifierKey, verifierKey } from './verifier-key.js';

const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';

/** The example of Go's package for signed notes, which C2SP signed-note took over. */
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

/** The example of C2SP tlog-cosignature. */
const C2SP_NOTE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

describe('signed notes as others write them', () => {
  test('the note of Go is signed by its key, and no changed one is', () => {
    const key = readVerifierKey(GO_KEY);
    expect(holdsSignatureOf(readNote(GO_NOTE), key)).toBe(true);
    expect(holdsSignatureOf(readNote(GO_NOTE.replace('your problem is', 'my problem is')), key)).toBe(false);
    expect(writeNote(readNote(GO_NOTE))).toBe(GO_NOTE);
  });

  test('the key of Go’s checksum database has the id that it states', () => {
    const text = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    expect(readVerifierKey(text)).toMatchObject({ text, name: 'sum.golang.org', id: '033de0ae' });
  });

  test('the example of C2SP: key ids, the time of the witness, the same bytes again', () => {
    const { text, signatures } = readNote(C2SP_NOTE);
    expect(text.split('\n').slice(1, 2)).toEqual(['20852163']);
    expect(signatures.map(({ name }) => name)).toEqual([
      'example.com/behind-the-sofa',
      'witness.example.com/w1',
    ]);
    expect(signatures.map(({ keyId }) => keyId)).toEqual(['033de0ae', '8d66cf3f']);
    expect(signatures[1]?.signature.readBigUInt64BE(0)).toBe(1_679_315_147n);
    expect(signatures[1]?.signature).toHaveLength(72);
    expect(writeNote({ text, signatures })).toBe(C2SP_NOTE);
  });

  test.each([
    ['no signature', 'text\n'],
    ['no text', '\n\n— a AAAAAAA=\n'],
    ['no last line break', GO_NOTE.slice(0, -1)],
    ['another dash', GO_NOTE.replace('—', '-')],
    ['loose base64', GO_NOTE.replace('JnAM=', 'JnAN=')],
    ['a control character', GO_NOTE.replace('If', 'If\t')],
    ['too many signatures', `text\n\n${'— a AAAAAAA=\n'.repeat(101)}`],
  ])('refuses %s', (_, note) => {
    expect(() => readNote(note)).toThrow(expect.objectContaining({ code: 'malformed-note' }));
  });

  test.each([
    GO_KEY.replace('c74f20a3', 'c74f20a4'),
    GO_KEY.replace('PeterNeumann', 'PeterNeuman'),
    `${GO_KEY}=`,
    'PeterNeumann+c74f20a3',
    `a+${sha256(Buffer.concat([Buffer.from('a\n'), Buffer.alloc(33, 2)]))
      .toString('hex')
      .slice(0, 8)}+${Buffer.alloc(33, 2).toString('base64')}`,
  ])('refuses the key %s', (text) => {
    expect(() => readVerifierKey(text)).toThrow(expect.objectContaining({ code: 'malformed-key' }));
  });
});

const SEALER = verifierKey(`canbao-ledger/${LOG_ID}`, 'ed25519', Buffer.alloc(32, 7)).text;
const checkpoint: Checkpoint = {
  logId: LOG_ID,
  size: 3,
  root: sha256('root'),
  heads: sha256('heads'),
  position: 7,
  recordedAt: '2027-03-15T02:02:11.000Z',
  previous: 1,
  verifier: SEALER,
  revoked: [{ verifier: SEALER, size: 2 }],
  core: null,
  creation: { kind: 'sample', digest: written(sha256('creation')) },
  declarations: 4,
  accessLog: { logId: LOG_ID.replace('0190', '0191'), size: 9, root: sha256('reads') },
  reseals: [{ algorithm: 'sm3', size: 2, digest: written(sha256('note')) }],
};

describe('checkpoints', () => {
  const text = checkpointText(checkpoint);

  test('are read as they were written; lines of later programs are left alone', () => {
    expect(readCheckpoint(text)).toEqual(checkpoint);
    expect(readCheckpoint(`${text}seal-of-2040 sm3:00\n`)).toEqual(checkpoint);
    const core = { engine: '0.1.0', digest: written(sha256('core')) };
    expect(readCheckpoint(checkpointText({ ...checkpoint, core }))).toEqual({ ...checkpoint, core });
    const before = { ...checkpoint, creation: null, declarations: null, accessLog: null, reseals: [] };
    expect(readCheckpoint(checkpointText(before))).toEqual(before);
    expect(text.split('\n').slice(0, 3)).toEqual([
      `canbao-ledger/${LOG_ID}`,
      '3',
      checkpoint.root.toString('base64'),
    ]);
  });

  test.each([
    ['another origin', text.replace('canbao-ledger', 'other')],
    ['a size with a leading zero', text.replace('\n3\n', '\n03\n')],
    ['a size beyond what is exact', text.replace('\n3\n', '\n9007199254740993\n')],
    ['a short root', text.replace(checkpoint.root.toString('base64'), 'AAAA')],
    ['no heads', text.replace('heads ', 'tails ')],
    ['another hash function', text.replace('heads sha256', 'heads sm3')],
    ['no position', text.replace('position ', 'place ')],
    ['no end', text.slice(0, -1)],
    ['a time of no such form', text.replace(/recorded-at .*/, 'recorded-at 1999')],
    ['a key of another name', text.replace(`key ${checkpoint.verifier}`, `key ${GO_KEY}`)],
    ['a second line of the first ones', `${text}position 3\n`],
    ['a bare name of a line', `${text}core\n`],
    ['a revocation with more behind it', `${text}revoked ${checkpoint.verifier} 3 more\n`],
    ['a core of another form', `${text}core of a later kind\n`],
    ['two cores', `${text}${`core 0.1.0 ${written(sha256('core'))}\n`.repeat(2)}`],
    ['an access log twice', text.replace(/(access-log .*\n)/, '$1$1')],
    ['two re-seals by one function', text.replace(/(reseal .*\n)/, '$1$1')],
  ])('refuses %s', (_, changed) => {
    expect(() => readCheckpoint(changed)).toThrow(expect.objectContaining({ code: 'malformed-note' }));
  });
});

describe('co-signatures', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const witness = verifierKey('witness.example.com/w1', 'cosignature', bytes);
  const text = checkpointText(checkpoint);
  const seconds = 1_900_000_000n;
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = Buffer.concat([
    time,
    sign(null, Buffer.from(cosignedMessage(text, seconds)), privateKey),
  ]);
  const line = { name: witness.name, keyId: witness.id, signature };

  test('are taken from a line or a note, with the time of the witness', () => {
    expect(checkCosignature(text, lineOfWitness(signatureLine(line), witness), witness).seconds).toBe(
      seconds,
    );
    const note = writeNote({ text, signatures: [line] });
    expect(checkCosignature(text, lineOfWitness(note, witness), witness).seconds).toBe(seconds);
  });

  test('say nothing about another text, another time, or by a key that signs notes', () => {
    const bad = expect.objectContaining({ code: 'bad-cosignature' });
    const other = checkpointText({ ...checkpoint, size: 4 });
    expect(() => checkCosignature(other, line, witness)).toThrow(bad);
    const later = Buffer.from(signature);
    later[7] = (later[7] ?? 0) ^ 1;
    expect(() => checkCosignature(text, { ...line, signature: later }, witness)).toThrow(bad);
    const signer = verifierKey(witness.name, 'ed25519', bytes);
    expect(() => checkCosignature(text, { ...line, keyId: signer.id }, signer)).toThrow(bad);
    expect(() => lineOfWitness(GO_NOTE, witness)).toThrow(bad);
  });
});

describe('codes of letters', () => {
  const head = { size: 26_851_304, root: sha256('root') };
  const code = letterCode(head);

  test('are read however they are typed', () => {
    expect(readLetterCode(code)).toEqual(head);
    expect(readLetterCode(` #${code.toUpperCase().replaceAll(' ', '  ')} `)).toEqual(head);
    expect(readLetterCode(code.replaceAll(' ', '-'))).toEqual(head);
    expect(code.split(' ')).toHaveLength(18);
  });

  test('every single wrong digit is a slip of the pen, not another root', () => {
    const start = code.indexOf(' ') + 1;
    for (let place = start; place < code.length; place += 1) {
      const digit = code.charAt(place);
      if (digit === ' ') continue;
      const wrong = digit === '0' ? '1' : '0';
      const typed = code.slice(0, place) + wrong + code.slice(place + 1);
      expect(() => readLetterCode(typed)).toThrow(expect.objectContaining({ code: 'mistyped-code' }));
    }
    expect(() => readLetterCode(code.slice(0, -1))).toThrow(
      expect.objectContaining({ code: 'malformed-note' }),
    );
  });
});

describe('keys of a ledger', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'canbao-keys-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  async function noteOf(size: number, signedBy: readonly string[]): Promise<string> {
    const ring = readKeyFile(keyFileOf(directory));
    const { current, revoked } = ring;
    const text = checkpointText({ ...checkpoint, size, verifier: current.verifier, revoked });
    const signers = signedBy.flatMap((each) => ring.of(each) ?? []);
    return writeNote({ text, signatures: await Promise.all(signers.map((each) => each.sign(text))) });
  }

  test('a file is made once, for its owner only, and gives the same key again', () => {
    const { current } = openKeyFile(directory, LOG_ID);
    expect(readVerifierKey(current.verifier).name).toBe(`canbao-ledger/${LOG_ID}`);
    expect(openKeyFile(directory, LOG_ID).current.verifier).toBe(current.verifier);
    chmodSync(keyFileOf(directory), 0o644);
    expect(() => openKeyFile(directory, LOG_ID)).toThrow(
      expect.objectContaining({ code: 'unsafe-key-file' }),
    );
  });

  test('a new key is trusted where the one before hands over to it, and not otherwise', async () => {
    const first = openKeyFile(directory, LOG_ID).current.verifier;
    const before = await noteOf(3, [first]);
    const second = addKey(directory, LOG_ID);
    expect(second).not.toBe(first);
    const chain = new KeyChain(first);
    expect(chain.take(before)).toBeUndefined();
    expect(chain.take(await noteOf(5, [second]))).toBe('key-not-handed-over');
    expect(chain.take(await noteOf(5, [first]))).toBe('bad-signature');
    expect(chain.take(await noteOf(5, [first, second]))).toBeUndefined();
    expect(chain.take(await noteOf(6, [second]))).toBeUndefined();
    expect(new KeyChain(second).take(before)).toBe('key-not-handed-over');
    expect(new KeyChain().take(before)).toBeUndefined();
  });

  test('a revoked key counts for what it signed before, and for nothing after', async () => {
    const first = openKeyFile(directory, LOG_ID).current.verifier;
    const later = await noteOf(9, [first]);
    expect(() => {
      revokeKey(directory, { verifier: first, size: 4 });
    }).toThrow(expect.objectContaining({ code: 'malformed-key' }));
    const second = addKey(directory, LOG_ID);
    revokeKey(directory, { verifier: first, size: 4 });
    const chain = new KeyChain(first);
    expect(chain.take(await noteOf(5, [first, second]))).toBeUndefined();
    expect(chain.isRevoked(first, 4)).toBe(false);
    expect(chain.isRevoked(first, 5)).toBe(true);
    expect(chain.take(later)).toBe('key-not-handed-over');
    expect(readFileSync(keyFileOf(directory), 'utf8')).toContain(`revoked ${first} 4\n`);
  });
});
