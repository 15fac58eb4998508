import { letterCode, type LogVerdict } from '#libs/audit';
import type { Bilingual } from '#libs/enrollment';
import type { BackupManifest, BackupOutcome, BackupStep, PlaceRefusal } from '#libs/ledger';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure, conflict, notFound } from '../failures/failure.js';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { findingText } from './finding-text.js';

/** How far a back-up or a restore is, in one line. */
export function backupStepText({ phase, done, total }: BackupStep, say: Say): string {
  const percent = Math.floor((done / Math.max(total, 1)) * 100);
  return phase === 'copy'
    ? say({ zh: `复制 ${percent} %`, en: `copying ${percent} %` })
    : say({
        zh: `核验 ${percent} %  pos:${done}/${total}`,
        en: `verifying ${percent} %  pos:${done}/${total}`,
      });
}

/** Findings are listed up to here; a verification lists all. */
const MOST_LISTED = 10;

/** What the verification of a copied ledger and its access log found, for people. */
export function findingLines(
  { verdict, accessLog }: { readonly verdict: LogVerdict; readonly accessLog: LogVerdict | null },
  say: Say,
): readonly string[] {
  const reads = say({ zh: '访问记录', en: 'access log' });
  return [
    ...listed(verdict.findings, say),
    ...(accessLog === null ? [] : listed(accessLog.findings, say).map((line) => `${reads}: ${line}`)),
  ];
}

function listed(findings: LogVerdict['findings'], say: Say): readonly string[] {
  const more = findings.length - MOST_LISTED;
  return [
    ...findings.slice(0, MOST_LISTED).map((finding) => findingText(finding, say)),
    ...(more > 0 ? [say({ zh: `另有 ${more} 处`, en: `and ${more} more` })] : []),
  ];
}

/** What was backed up, for people. */
export function backupLines(
  {
    destination,
    manifest,
    verdict,
    accessLog,
  }: {
    readonly destination: string;
    readonly manifest: BackupManifest;
    readonly verdict: LogVerdict;
    readonly accessLog: LogVerdict | null;
  },
  say: Say,
): readonly string[] {
  const { ledger, position, events, sealedSize, holdsSealKeys } = manifest;
  const wrong = verdict.findings.length + (accessLog?.findings.length ?? 0);
  return [
    ...findingLines({ verdict, accessLog }, say),
    say({
      zh: `已备份到 ${destination}: pos:${position} 及以前登记的全部事实。`,
      en: `Backed up to ${destination}: everything recorded up to pos:${position}.`,
    }),
    ...pairLines([
      [say({ zh: '台账', en: 'ledger' }), ledger.logId],
      [
        say({ zh: '事件', en: 'events' }),
        say({ zh: `${events} 条, 已封存 ${sealedSize} 条`, en: `${events}, of them sealed ${sealedSize}` }),
      ],
      [say({ zh: '访问记录', en: 'access log' }), accessLogText(manifest.accessLog, say)],
      [
        say({ zh: '核验', en: 'verified' }),
        wrong === 0
          ? say({ zh: '√ 未见改动', en: 'ok, nothing was altered' })
          : say({ zh: `× ${wrong} 处`, en: `FAILED, ${wrong} places` }),
      ],
      [say({ zh: '代码', en: 'code' }), letterCode(verdict.head)],
      [
        say({ zh: '封存密钥', en: 'sealing keys' }),
        holdsSealKeys
          ? say({ zh: '在备份内: 妥善保管', en: 'in the back-up: keep it safe' })
          : say({
              zh: '不在备份内: 另处保存 seal-keys (访问记录的也是), 恢复时要用',
              en: 'not in the back-up: keep a copy of seal-keys apart, and of those of the access log; a restore needs them',
            }),
      ],
    ]),
  ];
}

/** What is there of the access log. */
export function accessLogText(accessLog: BackupManifest['accessLog'], say: Say): string {
  if (accessLog === null) return say({ zh: '没有', en: 'none' });
  const { events, sealedSize } = accessLog;
  return say({
    zh: `${events} 条, 已封存 ${sealedSize} 条`,
    en: `${events} entries, of them sealed ${sealedSize}`,
  });
}

/** Why there is no back-up. */
export function backupFailure(
  status: Exclude<BackupOutcome['status'], 'made'>,
  destination: string,
): CommandFailure {
  switch (status) {
    case 'taken':
    case 'in-making':
    case 'mounted':
    case 'taken-beside':
      return placeFailure(status, destination);
    case 'no-seal-keys':
      return notFound(
        { zh: '没有封存密钥文件 seal-keys。', en: 'There is no file seal-keys with the sealing keys.' },
        {
          zh: '去掉 --with-seal-keys, 或以 --seals 指明封存所在目录。',
          en: 'Leave out --with-seal-keys, or name the directory of the seals with --seals.',
        },
      );
    case 'disk-full':
      return diskFull(destination);
    case 'interrupted':
      return interrupted({ zh: '没有留下备份。', en: 'No back-up was left.' });
  }
}

const PLACE_TEXTS: Readonly<Record<PlaceRefusal, (place: string) => readonly [Bilingual, Bilingual]>> = {
  taken: (place) => [
    { zh: `${place} 已有内容, 未作改动。`, en: `${place} is there and not empty; nothing was changed.` },
    { zh: '换一个不存在的路径。', en: 'Name a path where nothing is yet.' },
  ],
  'in-making': (place) => [
    { zh: `另一进程正在写 ${place}。`, en: `Another process is writing ${place}.` },
    { zh: '等它结束, 或换一个路径。', en: 'Wait for it, or name another path.' },
  ],
  mounted: (place) => [
    {
      zh: `${place} 是挂载点, 不能整体换入; 未作改动。`,
      en: `${place} is the root of a mounted file system, which cannot be replaced; nothing was changed.`,
    },
    {
      zh: `指明其下的目录, 例如 ${place}/ledger。`,
      en: `Name a directory below it, for instance ${place}/ledger.`,
    },
  ],
  'taken-beside': (place) => [
    {
      zh: `${place}.partial 已有内容, 不是中断的备份或恢复所留; 未作改动。`,
      en: `${place}.partial holds something that no interrupted back-up or restore left; nothing was changed.`,
    },
    { zh: '移走它, 或换一个路径。', en: 'Move it away, or name another path.' },
  ],
};

/** Why nothing can be put into a place. */
export function placeFailure(status: PlaceRefusal, place: string): CommandFailure {
  const [detail, remedy] = PLACE_TEXTS[status](place.replace(/(?<=.)\/+$/, ''));
  return conflict(detail, remedy);
}

/** There was no room; what had been written was removed again. */
export function diskFull(place: string): CommandFailure {
  return new CommandFailure({
    exit: EXIT.unreachable,
    code: 'disk-full',
    detail: {
      zh: `${place} 所在磁盘已满, 未留下任何内容。`,
      en: `The disk of ${place} is full; nothing was left there.`,
    },
    remedy: { zh: '腾出空间, 或换一个磁盘。', en: 'Free some space, or take another disk.' },
  });
}

/** The run was stopped by a signal. */
export function interrupted(left: { readonly zh: string; readonly en: string }): CommandFailure {
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: { zh: `已中断; ${left.zh}`, en: `Interrupted. ${left.en}` },
    remedy: { zh: '重新运行同一命令。', en: 'Run the same command again.' },
  });
}
