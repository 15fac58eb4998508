import { Argument, Command } from 'commander';
import { written } from '#libs/audit';
import { restoreBackup, type RestoreOutcome } from '#libs/ledger';
import { EXIT } from './failures/exit-codes.js';
import { examples } from './flags/examples.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { outsideCheckpoint } from './input/outside-checkpoint.js';
import { backupStepText } from './lines/backup-lines.js';
import { restoredLines, restoreFailure } from './lines/restore-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface RestoreOptions extends OutputOptions {
  readonly data: string;
  readonly checkpoint: readonly string[];
  readonly sealKeys?: string;
  readonly anyway?: boolean;
}

/** `canbao restore BACKUP --data DIR`: a new data directory from a back-up, verified, with what is missing in it. */
export function restoreCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('restore')
    .description(
      say({
        zh: '由备份恢复到新的数据目录: 先核验备份, 再一次放到位; 从不覆盖已有的台账',
        en: 'make a new data directory from a back-up: verified first, then put in place at once; no ledger is ever overwritten',
      }),
    )
    .addArgument(new Argument('<backup>', say({ zh: '备份所在目录', en: 'directory of the back-up' })))
    .requiredOption(
      '--data <dir>',
      say({ zh: '数据目录, 须不存在或为空', en: 'the data directory, not there yet or empty' }),
    )
    .option(
      '--checkpoint <file|code>',
      say({
        zh: '备份之后的检查点文件, 或告知书上的代码: 据此报告缺多少条; 可重复',
        en: 'a checkpoint from after the back-up, or the code of a letter: tells how many events are missing; repeatable',
      }),
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      '--seal-keys <file>',
      say({ zh: '另处保存的封存密钥文件', en: 'file of the sealing keys that was kept apart' }),
    )
    .option(
      '--anyway',
      say({ zh: '核验发现改动时仍放到位', en: 'put it in place also where something in it was altered' }),
    );
  examples(
    command,
    shell,
    [
      'canbao restore /backup/2031-03-01 --data /var/lib/canbao --seal-keys /safe/seal-keys',
      'canbao restore /backup/2031-03-01 --data ./restored --checkpoint latest.txt',
    ],
    {
      zh: '1 已恢复, 但按所给检查点有缺; 3 没有备份或密钥; 4 目录已有内容; 6 备份被改动, 未恢复 (--anyway 时已恢复); 7 无法读写; 130 中断',
      en: '1 restored, but a checkpoint shows that events are missing; 3 no back-up, or no keys; 4 the directory is not empty; 6 the back-up was altered, nothing restored (with --anyway restored); 7 cannot read or write; 130 interrupted',
    },
  );
  return withOutput(withLanguage(command, shell), shell).action(
    async (backup: string, options: RestoreOptions) => {
      const outcome = await restored(shell, backup, options);
      if (!('manifest' in outcome)) throw restoreFailure(outcome, { backup, directory: options.data });
      const { status, manifest, missing, holdsSealKeys, verdict, accessLog } = outcome;
      const { position, events, sealedSize } = manifest;
      printAnswer(shell, options, {
        whole: {
          ...{ directory: options.data, status, logId: manifest.ledger.logId, position, events, sealedSize },
          ...{ missing, holdsSealKeys, findings: verdict.findings },
          accessLog: accessLog && { events: accessLog.events, findings: accessLog.findings },
          head: { size: verdict.head.size, root: written(verdict.head.root) },
        },
        lines: () => restoredLines({ directory: options.data, outcome }, say),
      });
      const isAltered =
        verdict.findings.some(({ kind }) => kind !== 'events-lost') || (accessLog?.findings.length ?? 0) > 0;
      if (isAltered) process.exitCode = EXIT.integrity;
      else if (missing !== null && missing > 0) process.exitCode = EXIT.findings;
    },
  );
}

async function restored(shell: Shell, backup: string, options: RestoreOptions): Promise<RestoreOutcome> {
  const line = new StatusLine(shell);
  try {
    return await stoppedBySignals((signal) =>
      restoreBackup({
        backup,
        directory: options.data,
        sealKeys: options.sealKeys ?? null,
        outside: (logId) => options.checkpoint.map((given) => outsideCheckpoint(given, logId)),
        anyway: options.anyway === true,
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
