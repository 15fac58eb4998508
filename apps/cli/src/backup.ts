import { Argument, Command } from 'commander';
import { accessLogDirectory } from '#libs/audit';
import { type BackupOutcome, makeBackup } from '#libs/ledger';
import { storeAddressOf } from './access/store-address.js';
import { EXIT } from './failures/exit-codes.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { backupFailure, backupLines, backupStepText } from './lines/backup-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';
import { packageVersion } from './version.js';

interface BackupOptions extends OutputOptions, StoreOptions {
  readonly seals?: string;
  readonly accessLog?: string;
  readonly withSealKeys?: boolean;
}

/** `canbao backup DEST --data DIR`: a verified copy of a ledger and its seals, beside the server that writes it. */
export function backupCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('backup')
    .description(
      say({
        zh: '备份台账和封存, 服务不必停止; 备份完成后逐条核验, 中断则不留下备份',
        en: 'back up a ledger and its seals while it is served; the copy is verified event by event, an interruption leaves none',
      }),
    )
    .addArgument(
      new Argument(
        '<dest>',
        say({ zh: '备份所在目录, 须不存在或为空', en: 'directory of the back-up, not there yet or empty' }),
      ),
    );
  withStore(command, shell)
    .option(
      '--seals <dir>',
      say({ zh: '封存所在目录 (默认数据目录)', en: 'directory of the seals (default: the data directory)' }),
    )
    .option(
      '--access-log <dir>',
      say({
        zh: '访问记录所在目录 (默认数据目录下的 access-log)',
        en: 'directory of the access log (default: access-log in the data directory)',
      }),
    )
    .option(
      '--with-seal-keys',
      say({
        zh: '连同封存私钥; 拿到备份者即可以台账名义签署',
        en: "with the private sealing keys: whoever has the back-up can then sign in the ledger's name",
      }),
    );
  examples(command, shell, ['canbao backup /backup/2031-03-01 --data /var/lib/canbao'], {
    zh: '3 没有台账或密钥; 4 目录已有内容; 6 已备份, 但核验发现改动; 7 无法读写; 130 中断, 未留下备份',
    en: '3 no ledger, or no keys; 4 the directory is not empty; 6 made, but its verification found something altered; 7 cannot read or write; 130 interrupted, none was made',
  });
  return withOutput(withLanguage(command, shell), shell).action(
    async (destination: string, options: BackupOptions) => {
      const outcome = await made(shell, destination, options);
      if (outcome.status !== 'made') throw backupFailure(outcome.status, destination);
      printAnswer(shell, options, {
        whole: { destination, ...outcome.manifest },
        lines: () => backupLines({ destination, ...outcome }, say),
      });
      if (outcome.manifest.findings + (outcome.manifest.accessLog?.findings ?? 0) > 0)
        process.exitCode = EXIT.integrity;
    },
  );
}

async function made(shell: Shell, destination: string, options: BackupOptions): Promise<BackupOutcome> {
  const directory = dataDirectoryOf(shell, options);
  const line = new StatusLine(shell);
  try {
    return await stoppedBySignals((signal) =>
      makeBackup({
        directory,
        seals: options.seals ?? directory,
        accessLog: options.accessLog ?? accessLogDirectory(directory),
        destination,
        withSealKeys: options.withSealKeys === true,
        engine: packageVersion(),
        now: new Date().toISOString(),
        signal,
        onStep: (step) => {
          line.show(() => backupStepText(step, shell.say));
        },
      }),
    );
  } finally {
    line.end();
  }
}

function dataDirectoryOf(shell: Shell, options: StoreOptions): string {
  const address = storeAddressOf(options, shell.env);
  if (address === null)
    throw wrongUsage(
      { zh: '缺少 --data。', en: '--data is missing.' },
      { zh: '指明数据目录。', en: 'Name a data directory.' },
    );
  if (address.engine !== 'sqlite')
    throw wrongUsage(
      {
        zh: '存储在服务器上的台账不能如此备份。',
        en: 'The ledger of a server cannot be backed up so.',
      },
      {
        zh: '用服务器自己的备份, 或 canbao export --store …。',
        en: "Use the server's own back-up, or canbao export --store ….",
      },
    );
  if (address.directory === ':memory:')
    throw wrongUsage({ zh: '内存中的台账不能备份。', en: 'A ledger in memory cannot be backed up.' });
  return address.directory;
}
