import { letterCode } from '#libs/audit';
import type { Bilingual } from '#libs/enrollment';
import type { CheckedExport, CheckOutcome, ExportEnd, ExportStep, LineFault } from '#libs/ledger';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { kindText } from './kind-text.js';
import { revokedNoteText } from './revoked-note-text.js';

/** How far an export or an import is, in one line. */
export function exportStepText(
  { phase, events, keys, through, head }: ExportStep,
  seconds: number,
  say: Say,
): string {
  const rate = (events / seconds).toFixed(0);
  const of = head === null ? '' : `/${head}`;
  switch (phase) {
    case 'check':
      return say({
        zh: `核对 ${events} 条  pos:${through}  每秒 ${rate}`,
        en: `checking ${events} events  pos:${through}  ${rate}/s`,
      });
    case 'events':
      return say({
        zh: `事件 ${events} 条  pos:${through}${of}  每秒 ${rate}`,
        en: `${events} events  pos:${through}${of}  ${rate}/s`,
      });
    case 'keys':
      return say({ zh: `幂等键 ${keys} 个`, en: `idempotency keys: ${keys}` });
  }
}

/** What was exported, for people. */
export function exportedLines(
  { file, ...end }: ExportEnd & { readonly file: string },
  say: Say,
): readonly string[] {
  return [
    say({
      zh: `已导出到 ${file}: pos:${end.position} 及以前登记的全部事实。`,
      en: `Exported to ${file}: everything recorded up to pos:${end.position}.`,
    }),
    ...pairLines(endPairs(end, say)),
  ];
}

function endPairs({ events, checkpoints, keys, root }: ExportEnd, say: Say): readonly [string, string][] {
  return [
    [say({ zh: '事件', en: 'events' }), `${events}  ${root}`],
    [say({ zh: '检查点', en: 'checkpoints' }), String(checkpoints)],
    [say({ zh: '幂等键', en: 'keys' }), String(keys)],
  ];
}

/** What a file holds and whether it was taken, for people. */
export function importedLines(
  { checked, isTaken }: { readonly checked: CheckedExport; readonly isTaken: boolean },
  say: Say,
): readonly string[] {
  const { header, end, head, notHeld, revokedNotes, isCreationSealed } = checked;
  return [
    isTaken
      ? say({ zh: '逐行核对无误, 已导入。', en: 'Every line was checked; imported.' })
      : say({ zh: '逐行核对无误, 未写入。', en: 'Every line was checked; nothing was written.' }),
    ...pairLines([
      [say({ zh: '台账', en: 'ledger' }), header.ledger.logId],
      [say({ zh: '种类', en: 'kind' }), say(kindText(header.ledger.kind, isCreationSealed))],
      ...endPairs(end, say),
      [say({ zh: '末位', en: 'last' }), `pos:${end.position}`],
      [say({ zh: '代码', en: 'code' }), letterCode(head)],
    ]),
    ...notHeld.map(({ name, lost }) =>
      say({
        zh: `按 ${name}, 其后还有 ${lost} 条不在此文件中`,
        en: `by ${name} there are ${lost} events more that are not in this file`,
      }),
    ),
    ...revokedNotes.map((note) => revokedNoteText(note, say)),
  ];
}

const FAULTS: Readonly<Record<LineFault, Bilingual>> = {
  'no-header': { zh: '不是台账导出文件的首行', en: 'the file does not begin as an export of a ledger' },
  malformed: { zh: '不是导出时写下的行', en: 'it is no line as an export writes it' },
  'unknown-member': {
    zh: '有导出格式所没有的成员',
    en: 'it has a member that such a line does not have',
  },
  hash: { zh: '内容与其摘要不符', en: 'what it says does not fit its hash' },
  order: {
    zh: '与前面的行不相接: 中间有行缺失、增加或被改动',
    en: 'it does not follow from the lines before: one between is gone, was added or was changed',
  },
  'another-log': {
    zh: '检查点不是关于前面这些事件的',
    en: 'the checkpoint is not over the events before it',
  },
  creation: {
    zh: '检查点所记的创建记录与首行不同: 种类、时钟偏移或创建日被改过',
    en: 'the checkpoint names another making of the ledger than the first line: its kind, clock offset or day was changed',
  },
  signature: { zh: '检查点的签名不符', en: 'the checkpoint is not rightly signed' },
  'key-revoked': {
    zh: '检查点的密钥已为文件中的检查点或所给检查点作废',
    en: 'the key of the checkpoint was revoked for its size, by another one of the file or one that was given',
  },
  'key-missing': {
    zh: '有事件所记的幂等键没有对应的行',
    en: 'an event names an idempotency key that no line has bound to it',
  },
  'key-twice': { zh: '前面已有同一个幂等键', en: 'a line before has bound this key already' },
  end: { zh: '末行所计与前面的行不符', en: 'the last line counts other lines than there are' },
  cut: { zh: '文件在此中断', en: 'the file is cut off here' },
  'after-end': { zh: '末行之后另有内容', en: 'something stands after the last line' },
};

/** So much of a member's name is shown. */
const MAX_SHOWN_LENGTH = 100;

/** A line that is not what was exported. */
export function refusedLine(
  file: string,
  { line, because, member }: Extract<CheckOutcome, { readonly status: 'refused' }>,
): CommandFailure {
  const fault = FAULTS[because];
  // The name is somebody's text; the beginning of it is enough to find it.
  const named = member === undefined ? '' : ` (${JSON.stringify(member.slice(0, MAX_SHOWN_LENGTH))})`;
  return new CommandFailure({
    exit: EXIT.integrity,
    code: `export-${because}`,
    detail: {
      zh: `${file} 第 ${line} 行: ${fault.zh}${named}。`,
      en: `${file}, line ${line}: ${fault.en}${named}.`,
    },
    remedy: {
      zh: '未导入。重新传送或重新导出; 与另一份比较该行。',
      en: 'Nothing was imported. Transfer or export it anew; compare the line with another copy.',
    },
  });
}

/** The file fits itself, and not a checkpoint that was kept elsewhere. */
export function rewritten(
  file: string,
  { name, size }: { readonly name: string; readonly size: number },
): CommandFailure {
  return new CommandFailure({
    exit: EXIT.integrity,
    code: 'not-append-only',
    detail: {
      zh: `${file} 不以 ${name} (#${size}) 为前缀: 其中有改写。`,
      en: `${file} does not begin with what ${name} (#${size}) covered: it was rewritten.`,
    },
    remedy: {
      zh: '未导入。查明文件来自何处。',
      en: 'Nothing was imported. Find out where the file comes from.',
    },
  });
}

/** The file says another kind, clock offset or instant of making than a checkpoint that was kept elsewhere. */
export function createdOtherwise(
  file: string,
  { name, size }: { readonly name: string; readonly size: number },
): CommandFailure {
  return new CommandFailure({
    exit: EXIT.integrity,
    code: 'creation-changed',
    detail: {
      zh: `${file} 首行的创建记录 (种类、时钟偏移、创建时刻) 不是 ${name} (#${size}) 所记的: 已被改动。`,
      en: `The first line of ${file} says another making of the ledger (kind, clock offset, instant) than ${name} (#${size}) names: it was changed.`,
    },
    remedy: {
      zh: '未导入。查明文件来自何处。',
      en: 'Nothing was imported. Find out where the file comes from.',
    },
  });
}

/** The run was stopped by a signal. */
export function interruptedImport(): CommandFailure {
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: {
      zh: '已中断; 未完成前去处不能服务。',
      en: 'Interrupted; until it is done the target cannot be served.',
    },
    remedy: { zh: '同一命令从断点继续。', en: 'The same command goes on from there.' },
  });
}
