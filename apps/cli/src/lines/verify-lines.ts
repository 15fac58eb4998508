import { letterCode } from '#libs/audit';
import type { Bilingual } from '#libs/enrollment';
import type { LedgerVerification, NotJudged } from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { findingText } from './finding-text.js';
import { kindText } from './kind-text.js';
import { revokedNoteText } from './revoked-note-text.js';

/** More findings are counted, not listed; the other formats have all. */
const MOST_LISTED = 50;

/** More events that something rests on are counted, likewise. */
const MOST_CAUSES = 5;

const APPEND_ONLY: Readonly<Record<LedgerVerification['log']['appendOnly'], Bilingual>> = {
  proved: {
    zh: '√ 外部检查点或见证人会签者是现账的前缀',
    en: 'ok, the checkpoints from outside, or those that a witness signed, are its beginning',
  },
  'cannot-tell': {
    zh: '? 无从判断: 没有外部检查点或所知见证人的会签, 自相一致的改写看不出来',
    en: '? cannot tell: without a checkpoint from outside, or the signature of a witness that you know, a rewriting that fits itself is not seen',
  },
  violated: { zh: '× 现账不是原来的账', en: 'NO, the log is not what it was' },
};

/** The verification for people: what is wrong first, then the verdicts. */
export function verificationLines(verification: LedgerVerification, say: Say): readonly string[] {
  const { kind, log, decisions, readModels, accessLog, formerAccessLogs, unplaced, completeness, isIntact } =
    verification;
  const wrong = [
    ...log.findings.map((finding) => findingText(finding, say)),
    ...decisions.different.map(({ position, stream, differs }) =>
      say({
        zh: `pos:${position} ${stream} 重算不一致 (${differs})`,
        en: `pos:${position} ${stream} does not come out again (${differs})`,
      }),
    ),
    ...('rows' in readModels
      ? readModels.rows.map(({ table, key }) =>
          say({
            zh: `读模型 ${table} ${key} 与重建不同`,
            en: `read model ${table} ${key} is not as rebuilt`,
          }),
        )
      : []),
    ...('reason' in readModels
      ? [
          say({
            zh: `读模型已损坏: ${readModels.reason}`,
            en: `the read models are damaged: ${readModels.reason}`,
          }),
        ]
      : []),
    ...('head' in readModels
      ? [
          say({
            zh: `读模型已到 pos:${readModels.position}, 而现账止于 pos:${readModels.head}: 其后的事件已不在`,
            en: `the read models were made of events up to pos:${readModels.position}, and the log ends at pos:${readModels.head}: those after it are gone`,
          }),
        ]
      : []),
    ...[accessLog, ...formerAccessLogs].flatMap((each) => accessLogFaults(each, say)),
  ];
  const more = wrong.length - MOST_LISTED;
  return [
    ...wrong.slice(0, MOST_LISTED),
    ...(more > 0 ? [say({ zh: `另有 ${more} 处`, en: `and ${more} more` })] : []),
    ...pairLines([
      [
        say({ zh: '完整性', en: 'integrity' }),
        integrityText({ isIntact, isInterrupted: log.isInterrupted, places: wrong.length }, say),
      ],
      [say({ zh: '追加连续', en: 'append-only' }), say(APPEND_ONLY[log.appendOnly])],
      ...log.witnessed.map(
        ({ witness, size }) => [say({ zh: '见证', en: 'witnessed' }), `#${size}  ${witness}`] as const,
      ),
      ...log.revokedNotes.map(
        (note) => [say({ zh: '不作数', en: 'counts for nothing' }), revokedNoteText(note, say)] as const,
      ),
      [
        say({ zh: '内容重算', en: 'events rehashed' }),
        kind === null
          ? say({
              zh: `台账无法打开, 未重算; 检查点至 ${log.sealedSize} 条`,
              en: `none: the ledger cannot be opened; there are checkpoints up to ${log.sealedSize}`,
            })
          : say({
              zh: `${log.events} 条, 已封存 ${log.sealedSize} 条`,
              en: `${log.events}, of them sealed ${log.sealedSize}`,
            }),
      ],
      ...keyPairs(log.keys, say),
      ...(kind === null
        ? []
        : [[say({ zh: '种类', en: 'kind' }), say(kindText(kind, log.isCreationSealed))] as const]),
      [say({ zh: '决定重算', en: 'decisions recomputed' }), decisionsText(decisions, say)],
      [say({ zh: '投影重建', en: 'read models' }), readModelsText(readModels, say)],
      [say({ zh: '查询记录', en: 'access log' }), accessLogText(accessLog, say)],
      ...formerAccessLogs.map(
        (each) => [say({ zh: '从前的查询记录', en: 'access log before' }), accessLogText(each, say)] as const,
      ),
      ...unplaced.map(
        ({ name, logId, size }) =>
          [
            say({ zh: '来历不明', en: 'of unknown log' }),
            say({
              zh: `? ${name} (${logId}, #${size}): 是已不存在的查询记录的, 还是另一台账的, 无从判断`,
              en: `? ${name} (${logId}, #${size}): of an access log that is gone, or of another ledger: cannot tell`,
            }),
          ] as const,
      ),
      ...(kind === null
        ? []
        : [[say({ zh: '现账代码', en: 'code of the log now' }), letterCode(log.head)] as const]),
    ]),
    ...(kind === null ? [] : completenessLines(completeness, say)),
  ];
}

function decisionsText(
  { isRecomputed, checked, different, notJudged }: LedgerVerification['decisions'],
  say: Say,
): string {
  if (!isRecomputed)
    return notJudged === null
      ? say({
          zh: '未重算: ledger.db 损坏, 事件流不能照实读出',
          en: 'not recomputed: ledger.db is damaged, and streams cannot be read as they are',
        })
      : notJudgedText(notJudged, say);
  const right = `${checked - different.length - (notJudged?.count ?? 0)} / ${checked}`;
  return notJudged === null ? right : `${right}; ${notJudgedText(notJudged, say)}`;
}

function readModelsText(readModels: LedgerVerification['readModels'], say: Say): string {
  const notJudged = 'notJudged' in readModels ? readModels.notJudged : null;
  if (notJudged === null) return readModels.status;
  const { status } = readModels;
  if (status === 'different' && notJudged.count === null)
    return `${status}; ${say({
      zh: '其余未比对: 读模型所至已不可信',
      en: 'the others are not compared, since what says how far they had come was changed',
    })}`;
  const text = notJudgedText(notJudged, say);
  if (status === 'different') return `${status}; ${text}`;
  return notJudged.count === null
    ? text
    : `${say({ zh: '其余相同', en: 'the others are the same' })}; ${text}`;
}

/** What is not judged, and the events that are to blame. */
function notJudgedText({ count, because }: NotJudged, say: Say): string {
  const named = because.slice(0, MOST_CAUSES).map((position) => `pos:${position}`);
  const more = because.length - named.length;
  const causes = `${named.join(', ')}${more > 0 ? ', …' : ''}`;
  const many = count === null ? { zh: '', en: '' } : { zh: ` ${count} 项`, en: `${count} ` };
  return say(
    because.length === 0
      ? { zh: `未判${many.zh}: 事件不能照实读出`, en: `${many.en}not judged, because events cannot be read` }
      : {
          zh: `未判${many.zh}: 所依事件 ${causes} 已非所封存`,
          en: `${many.en}not judged, because ${causes} ${because.length === 1 ? 'is' : 'are'} not what was sealed`,
        },
  );
}

function integrityText(
  {
    isIntact,
    isInterrupted,
    places,
  }: { readonly isIntact: boolean; readonly isInterrupted: boolean; readonly places: number },
  say: Say,
): string {
  if (isIntact) return say({ zh: '√ 未见改动', en: 'ok, nothing was altered' });
  if (places > 0 || !isInterrupted) return say({ zh: `× ${places} 处`, en: `FAILED, ${places} places` });
  return say({ zh: '? 已中断, 到此未见改动', en: '? interrupted, nothing was found by then' });
}

/** Idempotency keys; those that no event names, or that are not judged, are said where there are some. */
function keyPairs(keys: LedgerVerification['log']['keys'], say: Say): readonly (readonly [string, string])[] {
  if (keys === null) return [];
  const { named, unnamed, notJudged } = keys;
  const others = [
    { zh: `${named} 个与事件相符`, en: `${named} as their events say` },
    ...(unnamed === 0
      ? []
      : [
          {
            zh: `另有 ${unnamed} 个旧版所绑, 未封存`,
            en: `${unnamed} bound by older versions are sealed nowhere`,
          },
        ]),
    ...(notJudged === 0
      ? []
      : [
          {
            zh: `未判 ${notJudged} 个: 所绑事件已非所封存, 或已不在`,
            en: `${notJudged} not judged, because their events are gone or not what was sealed`,
          },
        ]),
  ];
  return [[say({ zh: '幂等键', en: 'idempotency keys' }), others.map(say).join('; ')]];
}

type AccessLogOutcome = LedgerVerification['accessLog'];

/** What is wrong with the access log, its places told apart from those of the ledger. */
function accessLogFaults(outcome: AccessLogOutcome, say: Say): readonly string[] {
  const named = (text: string): string => say({ zh: `查询记录: ${text}`, en: `access log: ${text}` });
  if (outcome.status === 'not-verified') return [];
  if (outcome.status === 'damaged')
    return [named(say({ zh: `已损坏: ${outcome.reason}`, en: `damaged: ${outcome.reason}` }))];
  const gone = outcome.gone.map(({ logId, size }) =>
    named(
      say({
        zh: `检查点所记的 ${logId} (至少 ${size} 条) 不在此处`,
        en: `${logId}, with ${size} entries at least, of which there is a checkpoint, is not here`,
      }),
    ),
  );
  if (outcome.status === 'none') return gone;
  return [
    ...gone,
    ...outcome.log.findings.map((finding) => named(findingText(finding, say))),
    ...outcome.index.map((number) =>
      named(
        number === 0
          ? say({ zh: '索引多出记录中没有的行', en: 'its index has rows of which it has nothing' })
          : say({ zh: `索引找不到第 ${number} 条`, en: `its index does not find entry ${number}` }),
      ),
    ),
  ];
}

function accessLogText(outcome: AccessLogOutcome, say: Say): string {
  if (outcome.status !== 'verified') return outcome.status;
  const { events, sealedSize, appendOnly } = outcome.log;
  return say({
    zh: `${events} 条, 已封存 ${sealedSize} 条  ${APPEND_ONLY[appendOnly].zh}`,
    en: `${events} entries, of them sealed ${sealedSize}  ${APPEND_ONLY[appendOnly].en}`,
  });
}

/** Completeness is the sources' own word, and another verdict than integrity. */
function completenessLines(completeness: LedgerVerification['completeness'], say: Say): readonly string[] {
  if (completeness.length === 0)
    return [say({ zh: '来源完整: 没有来源作过声明', en: 'completeness: no source has declared anything' })];
  return completeness.map(({ source, region, kind, completeThrough }) =>
    say({
      zh: `来源完整: ${source} ${region} ${kind} 至 ${completeThrough}`,
      en: `completeness: ${source} ${region} ${kind} through ${completeThrough}`,
    }),
  );
}
