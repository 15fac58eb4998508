import { Command, Option } from 'commander';
import { ask, type HttpLedger } from './access/http-access.js';
import { httpLedgerOf } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { PURPOSES, type ServerOptions, withLanguage, withOutput, withServer } from './flags/groups.js';
import { dayOf, wholeNumberOf } from './flags/parse.js';
import { type AccessLogEntry, accessLogLines } from './lines/access-log-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import type { Shell } from './shell.js';

interface AccessLogOptions extends OutputOptions, ServerOptions {
  readonly member?: string;
  readonly holder?: string;
  readonly day?: string;
  readonly readPurpose?: string;
  readonly after: number;
  readonly limit: number;
}

interface Page {
  readonly items: readonly AccessLogEntry[];
  readonly next: number | null;
}

const USUAL_LIMIT = 100;
const MOST = 100_000;
const MOST_OF_A_PAGE = 500;

/** `canbao access-log`: who read whom, asked of a server with an auditor's key; asking is logged, too. */
export function accessLogCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('access-log')
    .description(
      say({
        zh: '查询记录: 谁在何时以何目的查询了哪位参保人; 须审计密钥, 本次查询同样留痕',
        en: "who read which member, when and why; needs an auditor's key, and is logged itself",
      }),
    )
    .option('--member <number>', say({ zh: '只看此参保人', en: 'only reads of this member' }))
    .option(
      '--holder <key>',
      say({
        zh: '只看此密钥的持有者 (含其前后各密钥)',
        en: 'only reads by the holder of this key, with any of its keys',
      }),
    )
    .option(
      '--day <day>',
      say({ zh: '只看此日 (+08:00)', en: 'only reads of this day (+08:00)' }),
      dayOf('--day'),
    )
    .addOption(
      new Option(
        '--read-purpose <purpose>',
        say({ zh: '只看以此目的进行的查询', en: 'only reads for this purpose' }),
      ).choices([...PURPOSES, 'sample']),
    )
    .option(
      '--after <number>',
      say({ zh: '从此序号之后', en: 'entries after this number' }),
      wholeNumberOf('--after', { min: 0, max: Number.MAX_SAFE_INTEGER }),
      0,
    )
    .option(
      '--limit <count>',
      say({ zh: '最多条数', en: 'at most so many' }),
      wholeNumberOf('--limit', { min: 1, max: MOST }),
      USUAL_LIMIT,
    );
  examples(
    command,
    shell,
    [
      'canbao access-log --member P-0001 --purpose audit',
      'canbao access-log --day 2031-03-01 --read-purpose dispute -o csv --purpose audit',
    ],
    { zh: '7 无法连接或无权限', en: '7 cannot connect or not allowed' },
  );
  for (const add of [withLanguage, withOutput, withServer]) add(command, shell);
  return command.action(async (options: AccessLogOptions) => {
    const { items, next } = await read(httpLedgerOf(shell, options), options);
    printAnswer(shell, options, {
      whole: { items, next },
      records: () => items.map((item) => ({ ...item })),
      lines: () => accessLogLines(items, say),
    });
    if (next !== null)
      shell.note(say({ zh: `还有更多: --after ${next}`, en: `there is more: --after ${next}` }));
  });
}

/** Page after page, up to the limit. */
async function read(
  ledger: HttpLedger,
  { member, holder, day, readPurpose, after, limit }: AccessLogOptions,
): Promise<Page> {
  const filters = Object.entries({ member, holder, day, purpose: readPurpose }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const items: AccessLogEntry[] = [];
  let next: number | null = after;
  while (next !== null && items.length < limit) {
    const page: Readonly<Record<string, string>> = {
      after: String(next),
      limit: String(Math.min(MOST_OF_A_PAGE, limit - items.length)),
    };
    const query = new URLSearchParams([...filters, ...Object.entries(page)]).toString();
    const { answer } = await ask<Page>(ledger, `/v1/access-log?${query}`, { method: 'GET' });
    items.push(...answer.items);
    next = answer.next;
  }
  return { items, next };
}
