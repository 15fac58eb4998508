import { recordingShell } from '../testing/recording-shell.js';
import { askThenClose } from './then-close.js';

const cannotClose = { close: () => Promise.reject(new Error('disk I/O error')) };

it.each([
  ['en', 'note: the answer stands'],
  ['zh', '注意: 答复有效'],
] as const)('gives the answer though closing fails, and says so: %s', async (language, said) => {
  const shell = recordingShell(language);
  expect(await askThenClose(shell, cannotClose, () => Promise.resolve('secret'))).toBe('secret');
  expect(shell.noted).toEqual([expect.stringContaining(said)]);
  expect(shell.noted[0]).toContain('disk I/O error');
});

it('says why asking failed, not that closing failed too', async () => {
  const shell = recordingShell();
  const asking = askThenClose(shell, cannotClose, () => Promise.reject(new Error('refused')));
  await expect(asking).rejects.toThrow('refused');
  expect(shell.noted).toEqual([]);
});

it('closes after an answer, and after a failure', async () => {
  let closed = 0;
  const opened = { close: () => Promise.resolve(void (closed += 1)) };
  const shell = recordingShell();
  await askThenClose(shell, opened, () => Promise.resolve());
  await expect(askThenClose(shell, opened, () => Promise.reject(new Error('refused')))).rejects.toThrow();
  expect(closed).toBe(2);
  expect(shell.noted).toEqual([]);
});
