import type { Bilingual } from '#libs/enrollment';
import type { Block, CopiedContent, CopyOutcome, CopyStep } from '#libs/ledger';
import { EXIT } from '../failures/exit-codes.js';
import { CommandFailure } from '../failures/failure.js';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';

/** From where to where, as messages show it. */
export interface CopyPlaces {
  readonly from: string;
  readonly to: string;
}

/** How far a copy is, in one line; positions say how much is left, for nobody counts the events beforehand. */
export function stepText(
  { phase, events, keys, through, head }: CopyStep,
  seconds: number,
  say: Say,
): string {
  const percent = Math.floor((through / Math.max(head, 1)) * 100);
  const rate = (events / seconds).toFixed(0);
  switch (phase) {
    case 'events':
      return say({
        zh: `复制事件 ${percent} %  pos:${through}/${head}  ${events} 条  每秒 ${rate}`,
        en: `copying events ${percent} %  pos:${through}/${head}  ${events} events  ${rate}/s`,
      });
    case 'keys':
      return say({ zh: `复制幂等键 ${keys} 个`, en: `copying idempotency keys: ${keys}` });
    case 'compare':
      return say({
        zh: `核对 ${percent} %  pos:${through}/${head}`,
        en: `comparing ${percent} %  pos:${through}/${head}`,
      });
  }
}

/** What was copied, for people. */
export function copiedLines(
  { from, to, content }: CopyPlaces & { readonly content: CopiedContent },
  say: Say,
): readonly string[] {
  const { logId, events, keys, head, eventsDigest, keysDigest } = content;
  return [
    say({ zh: '已复制, 两边逐块核对相同。', en: 'Copied; both sides were compared and are the same.' }),
    ...pairLines([
      [say({ zh: '来源', en: 'from' }), from],
      [say({ zh: '去处', en: 'to' }), to],
      [say({ zh: '台账', en: 'ledger' }), logId],
      [say({ zh: '事件', en: 'events' }), `${events}  ${eventsDigest}`],
      [say({ zh: '幂等键', en: 'keys' }), `${keys}  ${keysDigest}`],
      [say({ zh: '末位', en: 'last' }), `pos:${head}`],
    ]),
  ];
}

/** Why a copy is not there yet, and how to go on. */
export function copyFailure(
  outcome: Exclude<CopyOutcome, { readonly status: 'copied' }>,
  places: CopyPlaces,
): CommandFailure {
  const again: Bilingual = {
    zh: `同一命令从断点继续: canbao copy --from … --to … (${places.from} -> ${places.to})。未完成前去处不能服务。`,
    en: `The same command goes on from there: canbao copy --from … --to … (${places.from} -> ${places.to}). Until it is done the target cannot be served.`,
  };
  switch (outcome.status) {
    case 'interrupted':
      return new CommandFailure({
        exit: EXIT.interrupted,
        detail: {
          zh: `已中断, 复制到 pos:${outcome.through}, 共 pos:${outcome.head}。`,
          en: `Interrupted; copied through pos:${outcome.through} of pos:${outcome.head}.`,
        },
        remedy: again,
      });
    case 'source-moved':
      return new CommandFailure({
        exit: EXIT.conflict,
        detail: {
          zh: `复制期间来源有新登记 (pos:${outcome.through} 之后到 pos:${outcome.head})。`,
          en: `The source grew while it was copied (after pos:${outcome.through}, up to pos:${outcome.head}).`,
        },
        remedy: {
          zh: `先停止来源上的全部服务。${again.zh}`,
          en: `Stop every server of the source first. ${again.en}`,
        },
      });
    case 'differs':
      return new CommandFailure({
        exit: EXIT.integrity,
        detail: differenceText(outcome),
        remedy: {
          zh: '去处保持未完成。检查两边存储, 删去去处后重新复制。',
          en: 'The target stays unfinished. Check both stores, remove the target and copy anew.',
        },
      });
  }
}

function differenceText({
  what,
  source,
  target,
}: Extract<CopyOutcome, { readonly status: 'differs' }>): Bilingual {
  if (what === 'keys') return { zh: '两边的幂等键不同。', en: 'The idempotency keys of both sides differ.' };
  return {
    zh: `两边的事件不同: 来源 ${blockText(source, '无')}, 去处 ${blockText(target, '无')}。`,
    en: `The events of both sides differ: the source has ${blockText(source, 'none')}, the target ${blockText(target, 'none')}.`,
  };
}

function blockText(block: Block | null, none: string): string {
  if (block === null) return none;
  const { count, from, through, digest } = block;
  return `${count} × pos:${from}–${through} ${digest.slice(0, 12)}`;
}
