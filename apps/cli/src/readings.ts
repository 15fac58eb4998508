import { Command } from 'commander';
import { loadShippedPacks, type ReadingInPacks, readingsInPacks } from '#libs/policy';
import { notFound } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { readingLines, readingListLines, readingRecord } from './lines/reading-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import type { Shell } from './shell.js';

/** `canbao readings [ID]`: where the texts leave a choice, what each choice changes, and what the packs chose and why. */
export function readingsCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('readings')
    .description(
      say({
        zh: '列出解读: 原文留有选择之处, 各取值改变什么, 各规则包怎么选',
        en: 'list the readings: where a text leaves a choice, what each choice changes, what the packs chose',
      }),
    )
    .argument(
      '[id]',
      say({ zh: '一项解读, 如 R7 (默认全部)', en: 'one reading, such as R7 (default: all)' }),
    );
  examples(command, shell, ['canbao readings', 'canbao readings R7', 'canbao readings -o json']);
  return withOutput(withLanguage(command, shell), shell).action(
    (id: string | undefined, options: OutputOptions) => {
      const all = readingsInPacks(loadShippedPacks().map(({ pack }) => pack));
      const reading = id === undefined ? null : readingNamed(all, id);
      printAnswer(shell, options, {
        whole: reading ?? all,
        records: () => (reading === null ? all : [reading]).map(readingRecord),
        lines: () => (reading === null ? readingListLines(all, shell) : readingLines(reading, shell)),
      });
    },
  );
}

function readingNamed(all: readonly ReadingInPacks[], seen: string): ReadingInPacks {
  const found = all.find(({ id }) => id === seen.toUpperCase());
  if (found !== undefined) return found;
  const known = all.map(({ id }) => id).join(', ');
  throw notFound(
    { zh: `没有解读 ${seen}。`, en: `There is no reading ${seen}.` },
    { zh: `可用: ${known}。`, en: `Use one of: ${known}.` },
  );
}
