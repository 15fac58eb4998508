import { Argument, Command } from 'commander';
import { openBeside, Seals } from '#libs/audit';
import {
  type CopySource,
  type EventStore,
  openSqliteLogView,
  openStore,
  type StoreAddress,
} from '#libs/event-store';
import { type ExportEnd, exportLedger, type ExportStep } from '#libs/ledger';
import { storeAddressOf } from './access/store-address.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { interrupted, placeFailure } from './lines/backup-lines.js';
import { exportedLines, exportStepText } from './lines/export-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { newTextFile, standardOutput, type TextSink } from './output/text-file.js';
import { isAborted, stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';
import { packageVersion } from './version.js';

interface ExportOptions extends OutputOptions, StoreOptions {
  readonly seals?: string;
}

/** `canbao export FILE`: a ledger of any store as lines of JSON, each with its hash, with the checkpoints between them. */
export function exportCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('export')
    .description(
      say({
        zh: '把台账导出为逐行 JSON: 事件、检查点、幂等键, 每行带摘要; 服务不必停止',
        en: 'export a ledger as JSON lines: events, checkpoints, idempotency keys, each with its hash; the server goes on',
      }),
    )
    .addArgument(
      new Argument(
        '<file>',
        say({ zh: '文件, 须不存在; - 为标准输出', en: 'file, not there yet; - for standard output' }),
      ),
    );
  withStore(command, shell).option(
    '--seals <dir>',
    say({
      zh: '封存所在目录 (默认数据目录); 存储在服务器上时不写则没有检查点',
      en: 'directory of the seals (default: the data directory); with a store on a server no checkpoints without it',
    }),
  );
  examples(
    command,
    shell,
    [
      'canbao export ledger.ndjson --data /var/lib/canbao',
      'canbao export - --store "esdb://events:2113?ledger=canbao" | gzip > ledger.ndjson.gz',
    ],
    {
      zh: '3 没有台账; 4 文件已存在; 7 无法连接或读写; 130 中断, 未留下文件',
      en: '3 no ledger; 4 the file is there; 7 cannot connect, read or write; 130 interrupted, no file was left',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(
    async (file: string, options: ExportOptions) => {
      const sink = file === '-' ? standardOutput() : await newTextFile(file);
      if (sink === 'taken') throw placeFailure('taken', file);
      const end = await exported(shell, sink, options);
      const status = await sink.finish();
      if (status !== 'done') throw placeFailure(status, file);
      // Standard output is the export itself.
      if (file === '-') return;
      printAnswer(shell, options, {
        whole: { file, ...end },
        lines: () => exportedLines({ file, ...end }, say),
      });
    },
  );
}

async function exported(shell: Shell, sink: TextSink, options: ExportOptions): Promise<ExportEnd> {
  const line = new StatusLine(shell);
  const onStep = (step: ExportStep): void => {
    line.show((seconds) => exportStepText(step, seconds, shell.say));
  };
  try {
    const end = await stoppedBySignals((signal) => {
      return withSource(shell, options, ({ source, seals }) =>
        exportLedger({
          source,
          seals,
          engine: packageVersion(),
          write: (text) => sink.write(text),
          onStep,
          signal,
        }),
      );
    });
    return end;
  } catch (error) {
    await sink.drop();
    throw isAborted(error) ? interrupted({ zh: '没有留下文件。', en: 'No file was left.' }) : error;
  } finally {
    line.end();
  }
}

interface Source {
  readonly source: Pick<EventStore, 'ledger' | 'head' | 'readPages'> & Pick<CopySource, 'boundKeys'>;
  readonly seals: Seals | undefined;
}

/** Opens the ledger beside whoever serves it. */
async function withSource<Result>(
  shell: Shell,
  options: ExportOptions,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const address = storeAddressOf(options, shell.env);
  if (address === null)
    throw wrongUsage(
      { zh: '缺少 --data 或 --store。', en: '--data or --store is missing.' },
      { zh: '指明数据目录或存储。', en: 'Name a data directory or a store.' },
    );
  const log = await openedBeside(address);
  const directory = options.seals ?? (address.engine === 'sqlite' ? address.directory : undefined);
  const database = directory === undefined ? undefined : openBeside(directory, log.ledger.logId);
  try {
    const seals = database === undefined ? undefined : new Seals(database, log.ledger.logId);
    return await use({ source: log, seals });
  } finally {
    database?.close();
    await log.close();
  }
}

function openedBeside(address: StoreAddress): Promise<Source['source'] & { close(): void | Promise<void> }> {
  return address.engine === 'sqlite'
    ? Promise.resolve(openSqliteLogView(address.directory))
    : openStore(address, { clock: Date.now });
}
