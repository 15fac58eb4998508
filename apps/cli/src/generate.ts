import { Command } from 'commander';
import { openSqliteStore } from '#libs/event-store';
import {
  type Generated,
  generatedLedgerCreation,
  generateLedger,
  type GenerationStep,
  type Population,
  sampleRegions,
} from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { withLanguage } from './flags/groups.js';
import { wholeNumberOf } from './flags/parse.js';
import { Progress } from './output/progress.js';
import type { Shell } from './shell.js';
import { packageVersion } from './version.js';

interface GenerateOptions extends Population {
  readonly data: string;
}

const MAX_MEMBERS = 10_000_000;

/** `canbao generate`: an invented population in a new sample ledger; the same seed gives the same events. */
export function generateCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('generate')
    .description(
      say({
        zh: '生成虚构的参保人群, 写入新的示例台账 (示例区 3599xx)',
        en: 'invent a population in a new sample ledger (sample regions 3599xx)',
      }),
    )
    .requiredOption(
      '--members <n>',
      say({ zh: '人数', en: 'number of members' }),
      wholeNumberOf('--members', { min: 1, max: MAX_MEMBERS }),
    )
    .option(
      '--seed <s>',
      say({ zh: '种子: 相同种子得到相同事件', en: 'seed: the same one gives the same events' }),
      wholeNumberOf('--seed', { min: 0, max: 2 ** 31 - 1 }),
      1,
    )
    .requiredOption(
      '--data <dir>',
      say({
        zh: '数据目录, 须为空或不存在; 生成期间另占一倍空间',
        en: 'data directory, empty or not there yet; it takes twice the room meanwhile',
      }),
    );
  examples(
    command,
    shell,
    ['canbao generate --members 10000 --seed 7 --data ./county', 'canbao serve --sample --data ./county'],
    { zh: '4 目录中已有台账', en: '4 the directory holds a ledger' },
  );
  return withLanguage(command, shell).action(async (options: GenerateOptions) => {
    const startedAt = performance.now();
    const generated = await generate(shell, options);
    const seconds = (performance.now() - startedAt) / 1000;
    shell.print(summary(shell, generated, seconds));
  });
}

async function generate(shell: Shell, { members, seed, data }: GenerateOptions): Promise<Generated> {
  const population = { members, seed };
  const engine = packageVersion();
  const create = generatedLedgerCreation(population, { appVersion: engine, systemNow: Date.now() });
  const store = await openSqliteStore({ directory: data, create, clock: Date.now });
  try {
    if (store.ledger.logId !== create.logId || (await store.head()) > 0) throw notEmpty(data);
    const packs = loadShippedPacks().map(({ pack }) => pack);
    const regions = sampleRegions(packs.map(({ id }) => id));
    const onStep = progressOf(shell);
    return await generateLedger({ store, packs, engine }, { population, regions, scratch: data, onStep });
  } finally {
    await store.close();
  }
}

/** Shows both phases, each with its own total. */
function progressOf(shell: Shell): (step: GenerationStep) => void {
  let shown: { readonly phase: GenerationStep['phase']; readonly progress: Progress } | undefined;
  return ({ phase, done, total }) => {
    if (shown?.phase !== phase) {
      shown?.progress.end();
      shown = { phase, progress: new Progress(shell, total) };
    }
    shown.progress.done(done);
    if (phase === 'record' && done === total) shown.progress.end();
  };
}

function notEmpty(directory: string): CommandFailure {
  return new CommandFailure({
    exit: EXIT.conflict,
    detail: {
      zh: `${directory} 已有台账, 未作改动。`,
      en: `${directory} holds a ledger; nothing was changed.`,
    },
    remedy: {
      zh: '换一个空目录; 中断的生成请删除目录后重来。',
      en: 'Name an empty directory; after an interrupted generation, delete the directory and begin again.',
    },
  });
}

function summary({ say }: Shell, { members, facts, leftOut }: Generated, seconds: number): string {
  const rate = (members / seconds).toFixed(0);
  const took = seconds.toFixed(1);
  return say({
    zh: `参保人 ${members}, 事实 ${facts} 条, 规则不收而舍去 ${leftOut} 条; ${took} 秒, 每秒 ${rate} 人`,
    en: `${members} members, ${facts} facts, ${leftOut} left out that the rules refuse; ${took} s, ${rate} members/s`,
  });
}
