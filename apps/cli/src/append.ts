import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { FACT_FIELDS, FACT_TYPES, type FactType, type Field } from '#libs/enrollment';
import { FACT_WORDS } from '#libs/ledger';
import { withAccess } from './access/open-access.js';
import { appendLines } from './lines/append-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { examples } from './flags/examples.js';
import { fieldFlag, fieldParser, KIND_WORDS } from './flags/fact-fields.js';
import { wrongUsage } from './failures/failure.js';
import { type LedgerOptions, withLanguage, withLedger, withOutput } from './flags/groups.js';
import { wholeNumberOf, wrongValue } from './flags/parse.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import type { Shell } from './shell.js';

interface AppendOptions extends OutputOptions, LedgerOptions {
  readonly system?: string;
  readonly document?: string;
  readonly json?: string;
  readonly idempotencyKey?: string;
  readonly ifVersion?: number;
  readonly commit?: boolean;
  /** The fields of the event, by their names. */
  readonly [field: string]: unknown;
}

/** `canbao append TYPE M`: one fact; a dry run until `--commit`. Each type has the flags of its fields. */
export function appendCommand(shell: Shell): Command {
  const { say } = shell;
  const append = new Command('append').description(
    say({ zh: '登记一项事实 (加 --commit 才写入)', en: 'append one fact (a dry run until --commit)' }),
  );
  examples(append, shell, [
    'canbao append PremiumPaid --help',
    'canbao append PremiumPaid P-0001 --coverage-year 2028 --paid-on 2027-11-20 --amount-fen 40000 \\',
    '  --system tax-359901 --document TX202711200123 --commit',
  ]);
  for (const type of FACT_TYPES) append.addCommand(typeCommand(type, shell));
  return append;
}

function typeCommand(type: FactType, shell: Shell): Command {
  const { say } = shell;
  const command = new Command(type)
    .description(say(FACT_WORDS[type]))
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .option(
      '--system <system>',
      say({
        zh: '来源系统 (必需, 或写在 --json 的 source 里)',
        en: 'system that states the fact (needed here or as source in --json)',
      }),
    )
    .option(
      '--document <document>',
      say({
        zh: '来源单据号 (同上), 一单多行写 单据/行',
        en: 'its document (needed likewise), with /line where it has several',
      }),
    );
  for (const [name, field] of fieldsOf(type)) {
    command.option(fieldFlag(name, field), fieldHelp(field, shell), fieldParser(name, field));
  }
  command
    .option(
      '--json <fields>',
      say({
        zh: '以 JSON 给出各项, 可含 source ("-" 读标准输入)',
        en: 'the fields as JSON, with source if you like ("-": from standard input)',
      }),
    )
    .option(
      '--idempotency-key <key>',
      say({ zh: '幂等键 (默认随机)', en: 'idempotency key (default: random)' }),
    )
    .option(
      '--if-version <n>',
      say({ zh: '只在参保人为此版本时写入', en: 'only if the member is at this version' }),
      wholeNumberOf('--if-version', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    )
    .option('--commit', say({ zh: '写入; 否则仅演练', en: 'write; without it this is a dry run' }));
  for (const add of [withLanguage, withOutput, withLedger]) add(command, shell);
  return command.action(async (member: string, options: AppendOptions) => {
    const { idempotencyKey = randomUUID(), ifVersion, commit } = options;
    const { source, ...json } = jsonFields(options.json);
    const fields = { ...json, ...flagFields(type, options) };
    const fact = {
      member,
      type,
      fields,
      source: sourceOf(source, options),
      idempotencyKey,
      expectedVersion: ifVersion ?? null,
      dryRun: commit !== true,
    };
    const { answer, replayed } = await withAccess(shell, options, (access) => access.append(fact));
    if (replayed) shell.note(say(REPLAYED));
    else if (commit !== true) shell.note(dryRunNote(say));
    printAnswer(shell, options, { whole: answer, lines: () => appendLines(answer, { say, replayed }) });
  });
}

/** Said where the same document with the same content had been recorded already. */
const REPLAYED = {
  zh: '该单据此前已登记, 内容相同: 本次未再写入。',
  en: 'This document was recorded before, with the same content: nothing was written again.',
};

/** The source of the fact: `--system` and `--document`, else those of `source` in the JSON. */
function sourceOf(
  given: unknown,
  { system, document }: AppendOptions,
): { readonly system: string; readonly document: string } {
  const own = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  return {
    system: part('system', system ?? own['system']),
    document: part('document', document ?? own['document']),
  };
}

function part(name: 'system' | 'document', value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrongUsage(
    { zh: `缺少 --${name}。`, en: `--${name} is missing.` },
    {
      zh: `写 --${name}, 或在 --json 中写 "source": {"system": …, "document": …}。`,
      en: `Give --${name}, or "source": {"system": …, "document": …} in --json.`,
    },
  );
}

function fieldsOf(type: FactType): readonly [string, Field][] {
  return Object.entries<Field>(FACT_FIELDS[type].fields);
}

function fieldHelp({ kind, optional }: Field, { say }: Shell): string {
  const words = say(KIND_WORDS[kind]);
  return optional === 'always' ? `${words} (${say({ zh: '可省', en: 'optional' })})` : words;
}

function flagFields(type: FactType, options: AppendOptions): Readonly<Record<string, unknown>> {
  const given = fieldsOf(type).flatMap(([name]) =>
    options[name] === undefined ? [] : [[name, options[name]] as const],
  );
  return Object.fromEntries(given);
}

function jsonFields(json: string | undefined): Readonly<Record<string, unknown>> {
  if (json === undefined) return {};
  const text = json === '-' ? readFileSync(0, 'utf8') : json;
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return { ...fields };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongValue('--json', text, { zh: '一个 JSON 对象', en: 'one JSON object' });
}
