import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTextFile, type TextSink } from './text-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-text-file-'));
  path = join(folder, 'file');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function begun(): Promise<TextSink> {
  const sink = await newTextFile(path);
  if (sink === 'taken') throw new Error('Something is there.');
  return sink;
}

test('of two runs for one file none puts the half-written text of the other into place', async () => {
  const first = await begun();
  await first.write('first');
  const second = await begun();
  await second.write('sec');
  await expect(first.finish()).resolves.toBe('in-making');
  expect(existsSync(path)).toBe(false);
  await second.write('ond');
  await expect(second.finish()).resolves.toBe('done');
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a run that is given up leaves what another one writes alone', async () => {
  const first = await begun();
  const second = await begun();
  await first.drop();
  await second.write('second');
  await expect(second.finish()).resolves.toBe('done');
  expect(readFileSync(path, 'utf8')).toBe('second');
});

test('a file that was put there meanwhile is not overwritten', async () => {
  const sink = await begun();
  await sink.write('text');
  writeFileSync(path, 'mine');
  await expect(sink.finish()).resolves.toBe('taken');
  expect(readFileSync(path, 'utf8')).toBe('mine');
  expect(readdirSync(folder)).toEqual(['file']);
});
