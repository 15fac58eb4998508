import { Argument, Command } from 'commander';
import { openStore } from '#libs/event-store';
import { rebuildStandings, type RebuildOutcome } from '#libs/ledger';
import { STANDING } from '#libs/projections';
import { storeAddressOf } from './access/store-address.js';
import { askThenClose } from './access/then-close.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { rebuildStepText, rebuiltLines } from './lines/rebuild-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface RebuildOptions extends OutputOptions, StoreOptions {
  readonly parked?: boolean;
  readonly readModels?: string;
}

/** `canbao rebuild standing`: the read model anew from the log; with `--parked` only what was set aside. */
export function rebuildCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('rebuild')
    .description(
      say({
        zh: '由事件重建读模型: 在旁边建好后一次切换, 中断后可继续; 对外的变更流不受影响',
        en: 'rebuild a read model from the log: built beside the live one and switched at once; goes on after an interruption; the feed is told nothing',
      }),
    )
    .addArgument(
      new Argument('[name]', say({ zh: '读模型', en: 'the read model' }))
        .choices([STANDING])
        .default(STANDING),
    )
    .option(
      '--parked',
      say({ zh: '只重试被搁置的参保人', en: 'only try the members again that were set aside' }),
    );
  withStore(command, shell).option(
    '--read-models <dir>',
    say({
      zh: '读模型所在目录 (默认数据目录)',
      en: 'directory of the read models (default: the data directory)',
    }),
  );
  examples(
    command,
    shell,
    [
      'canbao rebuild standing --data /var/lib/canbao',
      'canbao rebuild standing --parked --data /var/lib/canbao',
    ],
    {
      zh: '1 仍有搁置; 3 没有台账; 7 无法连接或被占用 (先停止服务); 130 中断, 可继续',
      en: '1 some members stay set aside; 3 no ledger; 7 cannot connect, or in use (stop the server first); 130 interrupted, can go on',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(
    async (_: string, options: RebuildOptions) => {
      const outcome = await rebuilt(shell, options);
      if (outcome.status === 'interrupted') throw interrupted(outcome);
      const { released, projection } = outcome;
      printAnswer(shell, options, {
        whole: { released, projection },
        lines: () => rebuiltLines(outcome, say),
      });
      if (projection.parkedMembers > 0) process.exitCode = EXIT.findings;
    },
  );
}

async function rebuilt(shell: Shell, options: RebuildOptions): Promise<RebuildOutcome> {
  const address = storeAddressOf(options, shell.env);
  if (address === null) {
    throw wrongUsage(
      { zh: '缺少 --data 或 --store。', en: '--data or --store is missing.' },
      { zh: '指明数据目录或存储。', en: 'Name a data directory or a store.' },
    );
  }
  const directory = options.readModels ?? (address.engine === 'sqlite' ? address.directory : undefined);
  if (directory === undefined) {
    throw wrongUsage(
      { zh: '缺少 --read-models。', en: '--read-models is missing.' },
      {
        zh: '存储在服务器上时, 指明读模型所在目录。',
        en: 'With a store on a server, name the directory of the read models.',
      },
    );
  }
  const store = await openStore(address, { clock: Date.now });
  return askThenClose(shell, store, () => {
    const line = new StatusLine(shell);
    return stoppedBySignals((signal) =>
      rebuildStandings({
        store,
        directory,
        onlyParked: options.parked === true,
        signal,
        onStep: (step) => {
          line.show((seconds) => rebuildStepText(step, seconds, shell.say));
        },
      }),
    ).finally(() => {
      line.end();
    });
  });
}

function interrupted({ projection: { position } }: RebuildOutcome): CommandFailure {
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: {
      zh: `已中断; 现有读模型照常 (pos:${position})。`,
      en: `Interrupted; the live read model stays as it is (pos:${position}).`,
    },
    remedy: {
      zh: '同一命令从断点继续: canbao rebuild standing。',
      en: 'The same command goes on from there: canbao rebuild standing.',
    },
  });
}
