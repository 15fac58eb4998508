import { Command } from 'commander';
import {
  describeStoreAddress,
  formatStoreAddress,
  openCopy,
  openStore,
  type StoreAddress,
} from '#libs/event-store';
import { copyLedger, type CopyOutcome, type CopyStep } from '#libs/ledger';
import { addressFrom } from './access/store-address.js';
import { askThenClose } from './access/then-close.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { copiedLines, copyFailure, stepText } from './lines/copy-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface CopyOptions extends OutputOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `canbao copy --from STORE --to STORE`: the same ledger in another store, compared at the end. */
export function copyCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('copy')
    .description(
      say({
        zh: '把台账复制到另一空存储: 位置、时刻、版本、键均不变; 中断后可继续, 最后逐块核对',
        en:
          'copy a ledger to another, empty store, which keeps positions, instants, versions and keys; ' +
          'goes on after an interruption, compares at the end',
      }),
    )
    .option(
      '--from <address>',
      say({
        zh: '来源: sqlite:目录 或 esdb://…; 默认环境变量 CANBAO_COPY_FROM, 口令只写在那里',
        en: 'the source: sqlite:DIR or esdb://…; default: the variable CANBAO_COPY_FROM, the only place for a password',
      }),
    )
    .option(
      '--to <address>',
      say({
        zh: '去处, 须为空, 或同一台账未完的复制; 默认环境变量 CANBAO_COPY_TO',
        en: 'the target: empty, or an unfinished copy of the same ledger; default: the variable CANBAO_COPY_TO',
      }),
    );
  examples(
    command,
    shell,
    [
      'canbao copy --from sqlite:/var/lib/canbao --to "esdb://events:2113?ledger=canbao"',
      'canbao copy --from "esdb://events:2113?ledger=canbao" --to sqlite:/mnt/copy',
    ],
    {
      zh: '4 去处已有其他内容, 或来源在复制时有新登记; 6 核对不符; 7 无法连接或被占用; 130 中断, 可继续',
      en: '4 something else stands there, or the source grew meanwhile; 6 they differ; 7 cannot connect, or in use; 130 interrupted, can go on',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(async (options: CopyOptions) => {
    const places = placesOf(shell, options);
    const { outcome, places: shown } = await copied(shell, places);
    if (outcome.status !== 'copied') throw copyFailure(outcome, shown);
    const { content } = outcome;
    printAnswer(shell, options, {
      whole: { ...shown, ...content },
      lines: () => copiedLines({ ...shown, content }, say),
    });
  });
}

interface Places {
  readonly from: StoreAddress;
  readonly to: StoreAddress;
}

function placesOf({ env }: Shell, options: CopyOptions): Places {
  const from = addressFrom({ flag: '--from', value: options.from }, { variable: 'CANBAO_COPY_FROM', env });
  const to = addressFrom({ flag: '--to', value: options.to }, { variable: 'CANBAO_COPY_TO', env });
  if (from === null || to === null) {
    const [flag, variable] = from === null ? ['--from', 'CANBAO_COPY_FROM'] : ['--to', 'CANBAO_COPY_TO'];
    throw wrongUsage(
      { zh: `缺少 ${flag}。`, en: `${flag} is missing.` },
      { zh: `写 ${flag}, 或设环境变量 ${variable}。`, en: `Give ${flag}, or set the variable ${variable}.` },
    );
  }
  if (formatStoreAddress(from) === formatStoreAddress(to))
    throw wrongUsage({ zh: '来源与去处相同。', en: 'The source and the target are the same.' });
  if ([from, to].some(isInMemory))
    throw wrongUsage({ zh: '内存中的台账不能复制。', en: 'A ledger in memory cannot be copied.' });
  return { from, to };
}

function isInMemory(address: StoreAddress): boolean {
  return address.engine === 'sqlite' && address.directory === ':memory:';
}

async function copied(
  shell: Shell,
  { from, to }: Places,
): Promise<{
  readonly outcome: CopyOutcome;
  readonly places: { readonly from: string; readonly to: string };
}> {
  const places = { from: describeStoreAddress(from), to: describeStoreAddress(to) };
  const source = await openStore(from, { clock: Date.now });
  const outcome = await askThenClose(shell, source, async () => {
    if (source.ledger.kind === 'sample') throw sampleFailure(places.from);
    const target = await openCopy(to, source.ledger, { clock: Date.now });
    const line = new StatusLine(shell);
    const onStep = (step: CopyStep): void => {
      line.show((seconds) => stepText(step, seconds, shell.say));
    };
    return askThenClose(shell, target, () =>
      stoppedBySignals((signal) => copyLedger({ source, target, onStep, signal })).finally(() => {
        line.end();
      }),
    );
  });
  return { outcome, places };
}

function sampleFailure(place: string): Error {
  return wrongUsage(
    {
      zh: `${place} 是示例台账; 示例台账不复制。`,
      en: `${place} holds a sample ledger; those are not copied.`,
    },
    {
      zh: '另建一个: canbao serve --sample --data 目录。',
      en: 'Make another one: canbao serve --sample --data DIR.',
    },
  );
}
