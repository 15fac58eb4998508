import type { Command } from 'commander';
import type { Shell } from '../shell.js';

/** Adds examples, and what a command's own exit codes mean, to its help. */
export function examples(
  command: Command,
  { say }: Shell,
  lines: readonly string[],
  exits?: { readonly zh: string; readonly en: string },
): Command {
  const title = say({ zh: '示例:', en: 'Examples:' });
  const shown = ['', title, ...lines.map((line) => `  ${line}`)];
  const codes =
    exits === undefined ? [] : ['', say({ zh: `退出码: ${exits.zh}`, en: `Exit codes: ${exits.en}` })];
  return command.addHelpText('after', [...shown, ...codes].join('\n'));
}
