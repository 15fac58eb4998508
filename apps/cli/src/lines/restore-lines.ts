import { letterCode } from '#libs/audit';
import type { RestoreOutcome } from '#libs/ledger';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure, notFound } from '../failures/failure.js';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { accessLogText, diskFull, findingLines, interrupted, placeFailure } from './backup-lines.js';

type Verified = Extract<RestoreOutcome, { readonly manifest: unknown }>;

/** What was restored, or would have been, for people. */
export function restoredLines(
  { directory, outcome }: { readonly directory: string; readonly outcome: Verified },
  say: Say,
): readonly string[] {
  const { status, manifest, verdict, missing, holdsSealKeys } = outcome;
  const { ledger, position, events, sealedSize } = manifest;
  return [
    ...findingLines(outcome, say),
    status === 'restored'
      ? say({
          zh: `已恢复到 ${directory}: pos:${position} 及以前登记的全部事实。`,
          en: `Restored to ${directory}: everything recorded up to pos:${position}.`,
        })
      : say({
          zh: '备份有改动, 未恢复; 换一份备份, 或加 --anyway。',
          en: 'The back-up was altered; nothing was restored. Take another one, or add --anyway.',
        }),
    ...pairLines([
      [say({ zh: '台账', en: 'ledger' }), ledger.logId],
      [
        say({ zh: '事件', en: 'events' }),
        say({ zh: `${events} 条, 已封存 ${sealedSize} 条`, en: `${events}, of them sealed ${sealedSize}` }),
      ],
      [say({ zh: '访问记录', en: 'access log' }), accessLogText(manifest.accessLog, say)],
      [say({ zh: '其后缺失', en: 'missing since' }), missingText(missing, say)],
      [say({ zh: '代码', en: 'code' }), letterCode(verdict.head)],
      [
        say({ zh: '封存密钥', en: 'sealing keys' }),
        holdsSealKeys
          ? say({ zh: '就位', en: 'in place' })
          : say({
              zh: `没有: 启动前把 seal-keys 放回 ${directory}, 否则不再封存`,
              en: `none: put seal-keys back into ${directory} before the start, else nothing is sealed`,
            }),
      ],
    ]),
  ];
}

function missingText(missing: number | null, say: Say): string {
  if (missing === null)
    return say({
      zh: '无从判断: 没有给出备份之后的检查点',
      en: 'cannot tell: no checkpoint from after the back-up was given',
    });
  return say({
    zh: missing === 0 ? '按所给检查点没有' : `按所给检查点 ${missing} 条; 请各来源重送, 重复无妨`,
    en:
      missing === 0
        ? 'nothing, by the checkpoints given'
        : `${missing} events, by the checkpoints given; let the sources send them again, repeats are harmless`,
  });
}

/** Why nothing was restored. */
export function restoreFailure(
  outcome: Exclude<RestoreOutcome, Verified>,
  { backup, directory }: { readonly backup: string; readonly directory: string },
): CommandFailure {
  switch (outcome.status) {
    case 'taken':
    case 'in-making':
    case 'mounted':
    case 'taken-beside':
      return placeFailure(outcome.status, directory);
    case 'disk-full':
      return diskFull(directory);
    case 'interrupted':
      return interrupted({ zh: '没有恢复任何内容。', en: 'Nothing was restored.' });
    case 'unreadable':
      return outcome.because === 'none'
        ? notFound(
            {
              zh: `${backup} 不是备份: 其中没有 backup.json。`,
              en: `${backup} is no back-up: it holds no backup.json.`,
            },
            { zh: '核对路径。', en: 'Check the path.' },
          )
        : new CommandFailure({
            exit: EXIT.integrity,
            detail: {
              zh: `${backup} 中的 backup.json 不成格式, 未恢复。`,
              en: `backup.json in ${backup} is not as it was written; nothing was restored.`,
            },
            remedy: { zh: '换一份备份。', en: 'Take another back-up.' },
          });
    case 'file-changed':
      return new CommandFailure({
        exit: EXIT.integrity,
        detail: {
          zh: `备份中的 ${outcome.name} 与备份时不同或缺失, 未恢复。`,
          en: `${outcome.name} of the back-up is not as it was made, or is gone; nothing was restored.`,
        },
        remedy: { zh: '换一份备份。', en: 'Take another back-up.' },
      });
    case 'no-seal-keys':
      return notFound(
        { zh: '--seal-keys 所指的文件不存在。', en: 'The file of --seal-keys is not there.' },
        { zh: '核对路径。', en: 'Check the path.' },
      );
    case 'other-seal-keys':
      return new CommandFailure({
        exit: EXIT.conflict,
        detail: {
          zh: '这些封存密钥不含签署最后检查点的那一把, 未恢复。',
          en: 'These sealing keys do not hold the one that signed the last checkpoint; nothing was restored.',
        },
        remedy: {
          zh: '给出这个台账的 seal-keys, 或去掉 --seal-keys, 之后再放。',
          en: "Give this ledger's seal-keys, or leave out --seal-keys and put them there later.",
        },
      });
  }
}
