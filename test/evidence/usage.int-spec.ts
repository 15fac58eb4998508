import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { PYTHON, VERIFY_MJS, VERIFY_PY } from './verifiers.js';

const base = join(__dirname, '..', '..', 'verifiers', 'vectors', 'bases', 'b01.json.gz');
let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'canbao-usage-'));
  file = join(directory, 'bundle.json');
  writeFileSync(file, gunzipSync(readFileSync(base)));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const byNode = (...args: readonly string[]): Said =>
  spawnSync(process.execPath, [VERIFY_MJS, ...args], { encoding: 'utf8' });
/** What each verifier says; of verify.py nothing where there is no Python. */
const byBoth = (...args: readonly string[]): readonly Said[] => [
  byNode(...args),
  ...(PYTHON === undefined ? [] : [spawnSync(PYTHON, [VERIFY_PY, ...args], { encoding: 'utf8' })]),
];

test('a reader who has read enough is no fault: the exit code still has the verdict', () => {
  const programs = [[process.execPath, VERIFY_MJS], ...(PYTHON === undefined ? [] : [[PYTHON, VERIFY_PY]])];
  for (const program of programs) {
    const piped = ['-c', '{ "$@"; echo "exit $?" >&2; } | true', 'sh', ...program, file];
    expect(spawnSync('sh', piped, { encoding: 'utf8' }).stderr).toBe('exit 0\n');
  }
});

test('a key typed wrongly is wrong usage, and no alteration', () => {
  const [, key = ''] = /\\nkey (\S+?)\\n/.exec(readFileSync(file, 'utf8')) ?? [];
  for (const said of byBoth(file, '--key', ` ${key} `)) expect(said.status).toBe(0);
  for (const typed of ['garbage', '', key.slice(0, -1), key.replace('+', '+0')])
    for (const said of byBoth(file, '--key', typed))
      expect(said).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('no sealing key'),
      });
});

test('the digest of a core is taken as core.sha256 has it, and a language that nobody has is refused', () => {
  for (const args of [
    ['--core-digest', 'abc'],
    ['--core-digest', '0'.repeat(64)],
    ['--lang', 'fr'],
    ['--unknown'],
    ['--key'],
  ])
    for (const said of byBoth(file, ...args)) expect(said).toMatchObject({ status: 2, stdout: '' });
  const core = join(directory, 'core.mjs');
  writeFileSync(core, 'export const recompute = (');
  for (const said of byBoth(file, '--core', core, '--core-digest', '0'.repeat(64)))
    expect(said).toMatchObject({ status: 6, stdout: expect.stringContaining('core-changed') });
  const digest = createHash('sha256').update(readFileSync(core)).digest('hex');
  for (const said of byBoth(file, '--core', core, '--core-digest', digest))
    expect(said.stdout).not.toContain('core-not-committed');
  for (const said of byBoth(file, '--core', core)) expect(said.stdout).toContain('core-not-committed');
  // One that is no module decides nothing.
  const open = byNode(file, '--core', core);
  expect(open).toMatchObject({
    status: 1,
    stderr: '',
    stdout: expect.stringContaining('other-core-differs'),
  });
});

test('both speak Chinese, and say that a ledger of the first release does not seal its kind', () => {
  for (const { status, stdout } of byBoth(file, '--lang', 'zh')) {
    expect(status).toBe(0);
    expect(stdout).toMatch(/^完好[^]* 检查点 /);
    expect(stdout).toContain('creation-not-sealed');
  }
});

test('a bundle of a sample ledger says so', () => {
  const sample = join(directory, 'sample.json');
  writeFileSync(sample, gunzipSync(readFileSync(base.replace('b01', 's01'))));
  for (const { status, stdout } of byBoth(sample))
    expect([status, stdout]).toEqual([0, expect.stringContaining('of a sample ledger')]);
});

test('a code is taken with dashes all through, as somebody may type it', () => {
  const code = /checkpoint (\d+( [0-9a-f]{4}){17})/.exec(byNode(file).stdout)?.[1] ?? '';
  for (const typed of [code, code.replaceAll(' ', '-'), code.replace(' ', ' - ').toUpperCase()])
    for (const { status, stdout } of byBoth(file, '--checkpoint', typed)) {
      expect(status).toBe(0);
      expect(stdout).not.toContain('not-anchored');
    }
});

test('both refuse a text that is nested too deeply, and read a small fraction, before they look at the format', () => {
  const other = join(directory, 'other.json');
  for (const [text, code] of [
    [`${'['.repeat(150_000)}${']'.repeat(150_000)}`, 'not-canonical'],
    ['['.repeat(100_000), 'unreadable'],
    [`${'{"a":['.repeat(50_000)}1,]`, 'unreadable'],
    ['{"a":1e+21}', 'not-canonical'],
    ['{"a":[1e-7,0.00001,1.5e-10,0.5,1000000000000000]}', 'unknown-format'],
    ['{"format":"canbao.bundle/1","small":[1e-7,0.00001,1.5e-10,0.5]}', 'malformed'],
    ['{"format":"canbao.bundle/1","small":0.0000001}', 'not-canonical'],
    ['{"format":"canbao.bundle/1","small":1.0}', 'not-canonical'],
  ] as const) {
    writeFileSync(other, text);
    for (const { status, stdout } of byBoth(other, '--json'))
      expect([status, (JSON.parse(stdout) as { readonly finding: unknown }).finding]).toEqual([
        6,
        expect.objectContaining({ code }),
      ]);
  }
});

test('a tree of one leaf more than a power of two is none, however large', () => {
  const program = `import { isConsistent } from '${pathToFileURL(VERIFY_MJS).href}';
    const root = Buffer.alloc(32, 1);
    console.log(isConsistent({ size: 2 ** 49 + 1, root }, { size: 2 ** 49 + 2, root }, []));`;
  const said = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(said.stdout).toBe('false\n');
});

test('a note from elsewhere that revokes the key is applied, from a file as a user has it', () => {
  const vectors = join(__dirname, '..', '..', 'verifiers', 'vectors');
  const all = JSON.parse(readFileSync(join(vectors, 'vectors.json'), 'utf8')) as readonly {
    readonly name: string;
    readonly base: string;
    readonly notes?: readonly string[];
  }[];
  for (const [kind, code] of [
    ['revoked elsewhere 1', 'key-revoked'],
    ['other heads elsewhere 1', 'not-append-only'],
    ['made otherwise elsewhere 1', 'creation-changed'],
  ] as const) {
    const { base: name, notes = [] } = all.find((each) => each.name === kind) ?? { base: 'none' };
    const [bundle, note] = [join(directory, 'elsewhere.json'), join(directory, 'note.txt')];
    writeFileSync(bundle, gunzipSync(readFileSync(join(vectors, 'bases', `${name}.json.gz`))));
    writeFileSync(note, notes.join(''));
    for (const said of byBoth(bundle, '--checkpoint', note))
      expect(said).toMatchObject({ status: 6, stdout: expect.stringContaining(code) });
  }
});

test('a directory is no file that can be read', () => {
  for (const args of [[directory], [file, '--checkpoint', directory]])
    for (const said of byBoth(...args))
      expect(said).toMatchObject({
        status: 3,
        stdout: '',
        stderr: expect.stringContaining(`${directory}: no file`),
      });
});

test('what a bundle says moves no cursor, and begins no line', () => {
  const forged = join(directory, 'forged.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(forged, text.replace('"decision":"dec_', '"decision":"\\u001b[1A\\rINTACT\\n\u202e dec_'));
  for (const { status, stdout } of byBoth(forged)) {
    expect(status).toBe(6);
    expect(stdout).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
    expect(stdout).not.toMatch(/^INTACT/m);
  }
});

test('a witness that writes a time beyond the calendar stops no report', () => {
  const seen = [{ size: 1, seconds: 2 ** 64 }];
  const report = { verdict: 'intact', finding: null, open: [], witnesses: [{ key: 'w', seen }] };
  const program = `import { reportLines } from '${pathToFileURL(VERIFY_MJS).href}';
    console.log(reportLines(${JSON.stringify(report)}, 'en').join());`;
  const said = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining('witness w  #1  +275760') });
});
