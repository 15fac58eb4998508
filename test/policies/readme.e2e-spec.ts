import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canbao, type Demo, ROOT, startDemo } from '../e2e/canbao.js';
import { isOnSqlite } from '../e2e/tested-store.js';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.stop('SIGTERM'));

/** The first console block of a document: the command, and what it prints. */
function shownIn(document: string): { readonly args: readonly string[]; readonly output: readonly string[] } {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const [command = '', ...output] = (/```console\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '').split('\n');
  return { args: command.replace(/^\$ bin\/canbao /, '').split(' '), output };
}

/** The README shows the positions of the embedded store; those of a server count its bytes. */
function withoutPositions(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (isOnSqlite ? line : line.replace(/ pos:\d+ /, ' pos:… ')));
}

test.each(['README.md', 'README.zh-CN.md'])('%s shows the answer that the ledger gives', (document) => {
  const { args, output } = shownIn(document);
  expect(args.slice(0, 3)).toEqual(['explain', 'P-0001', 'waiting']);
  const { status, stdout } = canbao([...args, '-o', 'table', '--url', demo.url]);
  expect(status).toBe(0);
  expect(withoutPositions(output)).toEqual(withoutPositions(stdout.trimEnd().split('\n')));
});
