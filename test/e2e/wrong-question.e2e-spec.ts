import type { AddressInfo } from 'node:net';
import { reportFailure } from '../../apps/cli/src/failures/report-failure.js';
import { buildProgram } from '../../apps/cli/src/program.js';
import { recordingShell } from '../../apps/cli/src/testing/recording-shell.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
let url = '';
beforeAll(async () => {
  run = await startApp({ sample: true });
  url = `http://127.0.0.1:${String((run.server.address() as AddressInfo).port)}`;
});
afterAll(() => run.stop());
afterEach(() => {
  process.exitCode = undefined;
});

/** What is asked about something that is not there, and how the command ends (docs/api.md, exit codes). */
const wrong: readonly (readonly [asked: string, exit: number, said: string])[] = [
  ['radar --region 110000', 2, '[unknown-region]'],
  ['impact --region 110000 --b reading=R1=yes', 2, '[unknown-region]'],
  ['close-year --region 110000 --year 2028', 2, '[unknown-region]'],
  ['feed tail --region 110000 --no-wait', 2, '[unknown-region]'],
  ['impact --everyone --b pack=nowhere@1', 3, '[unknown-pack]'],
  ['standing P-0001 --pack nowhere@1', 3, '[unknown-pack]'],
  ['diff P-0001 --a pack=nowhere@1', 3, '[unknown-pack]'],
  ['impact --everyone --b reading=R99=yes', 2, '[invalid-reading]'],
  ['standing P-0001 --reading R99=yes', 2, '[invalid-reading]'],
  ['standing P-0001 --reading R1=maybe', 2, '[invalid-reading]'],
  ['standing P-9999', 3, '[member-not-found]'],
  ['timeline P-9999', 3, '[member-not-found]'],
  ['explain P-9999', 3, '[member-not-found]'],
  ['diff P-9999 --a known-at=pos:1', 3, '[member-not-found]'],
  ['impact impact-99', 3, '[not-found]'],
  ['close-year 359901-2028-99', 3, '[not-found]'],
];

test.each(wrong)('canbao %s exits with %i', async (asked, exit, said) => {
  const shell = recordingShell();
  const args = [...asked.split(' '), '--url', url];
  const ended = await buildProgram(shell)
    .parseAsync(args, { from: 'user' })
    .then(
      () => 0,
      (error: unknown) => reportFailure(error, shell),
    );
  expect({ exit: ended, printed: shell.printed }).toEqual({ exit, printed: [] });
  expect(shell.noted.join('\n')).toContain(said);
});
