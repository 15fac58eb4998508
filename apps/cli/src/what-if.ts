import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { wrongValue } from './flags/parse.js';
import { whatIfLines } from './lines/what-if-lines.js';
import { printAnswer } from './output/answer.js';
import { coordinatesLine } from './output/coordinates.js';
import type { Shell } from './shell.js';

interface WhatIfOptions extends AskingOptions {
  readonly fact: readonly object[];
}

/** `canbao what-if M --fact JSON`: what would hold if facts were there that nobody recorded. */
export function whatIfCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('what-if')
    .description(
      say({
        zh: '假设: 若某些事实属实, 结果会怎样; 不会写入',
        en: 'suppose facts: what would hold if they were true; nothing is written',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .requiredOption(
      '--fact <json>',
      say({
        zh: '假设的事实, 可重复: 类型和各项的 JSON, 或 @文件',
        en: 'a supposed fact, repeatable: its type and fields as JSON, or @FILE',
      }),
      factOf,
      [],
    );
  examples(
    command,
    shell,
    [
      `canbao what-if P-0001 --on 2028-03-15 \\`,
      `  --fact '{"type":"PremiumPaid","coverageYear":2027,"paidOn":"2026-10-20","amountFen":40000}'`,
      'canbao what-if P-0001 --fact @receipt.json -o json',
    ],
    {
      zh: '0 完成, 2 用法错误, 3 没有此参保人, 5 台账会拒绝此事实, 7 无法连接',
      en: '0 done, 2 wrong usage, 3 no such member, 5 the ledger would refuse the fact, 7 cannot connect',
    },
  );
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, options: WhatIfOptions) => {
    const coordinates = Object.entries(questionOf(options)).filter(([, value]) => value !== undefined);
    const body = { facts: options.fact, ...Object.fromEntries(coordinates) };
    const answer = await withAccess(shell, options, (access) => access.whatIf(member, body));
    const whatIf = say({ zh: '假设', en: 'what if' });
    printAnswer(shell, options, {
      whole: answer,
      lines: () => whatIfLines(answer, say),
      coordinates: {
        line: `${coordinatesLine(answer.coordinates)} | ${whatIf}`,
        record: { coordinates: answer.coordinates },
      },
    });
  });
}

function factOf(value: string, before: readonly object[]): readonly object[] {
  const text = value.startsWith('@') ? readFileSync(value.slice(1), 'utf8') : value;
  try {
    const fact: unknown = JSON.parse(text);
    if (typeof fact === 'object' && fact !== null && !Array.isArray(fact)) return [...before, fact];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongValue('--fact', text, { zh: '一个 JSON 对象', en: 'one JSON object' });
}
