import {
  type CheckpointFault,
  type Finding,
  type UnverifiablePart,
  letterCode,
  type ResealFault,
  type RevokedNote,
} from '#libs/audit';
import type { Bilingual } from '#libs/enrollment';
import type { LedgerVerification } from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { kindText } from './kind-text.js';

/** More findings are counted, not listed; the other formats have all. */
const MOST_LISTED = 50;

const FAULTS: Readonly<Record<CheckpointFault, Bilingual>> = {
  malformed: { zh: '不成格式', en: 'it cannot be read' },
  'bad-signature': { zh: '签名不符', en: 'its signature does not fit' },
  'key-not-handed-over': { zh: '密钥未由前一密钥移交', en: 'its key was not handed over by the one before' },
  'key-revoked': { zh: '密钥已作废', en: 'its key was revoked' },
  'another-place': { zh: '所存位置与其内容不符', en: 'it is stored in another place than it says' },
  'another-log': { zh: '与现有事件不符', en: 'it is not over the events that are there' },
  'one-before-missing': { zh: '前一检查点缺失', en: 'the checkpoint before it is missing' },
};

const RESEAL_FAULTS: Readonly<Record<ResealFault, Bilingual>> = {
  malformed: { zh: '不成格式', en: 'it cannot be read' },
  'bad-signature': { zh: '签名不符', en: 'its signature does not fit' },
  'unknown-key': {
    zh: '不是同一长度检查点的密钥所签',
    en: 'it is not signed by the key of the checkpoint of its size',
  },
  'key-revoked': { zh: '密钥已作废', en: 'its key was revoked' },
  'another-log': { zh: '与现有事件不符', en: 'it is not over the events that are there' },
  'another-place': { zh: '文件名与其内容不符', en: 'its file has another name than its own' },
  'another-note': { zh: '不是检查点所记的那一份', en: 'it is not the one that a checkpoint names' },
};

const ID_PLACES: Readonly<Record<'store' | 'seals', Bilingual>> = {
  store: {
    zh: '存储的创建记录 (数据目录下的 ledger.db) ',
    en: "the store's record (ledger.db of a data directory)",
  },
  seals: { zh: '封存 (seals.sqlite) ', en: 'the seals (seals.sqlite)' },
};

/** What was found wrong, and where, in one line. */
export function findingText(finding: Finding, say: Say): string {
  switch (finding.kind) {
    case 'file-damaged':
      return say(damageText(finding));
    case 'event-changed':
      return say({
        zh: `pos:${finding.position} 事件已被改动`,
        en: `pos:${finding.position} the event was changed`,
      });
    case 'event-missing':
      return say({
        zh: `pos:${finding.position} 已封存的事件缺失`,
        en: `pos:${finding.position} a sealed event is missing`,
      });
    case 'not-verifiable':
      return say({
        zh: `${PARTS[finding.part].zh}无法核验, 所存内容不是本程序写的那样: ${finding.says}`,
        en: `${PARTS[finding.part].en} cannot be verified, since what is stored is not as the program writes it: ${finding.says}`,
      });
    case 'event-inserted':
      return say({
        zh: `pos:${finding.position} 事件插在已封存者之间`,
        en: `pos:${finding.position} an event stands among sealed ones`,
      });
    case 'stream-broken':
      return say({
        zh: `pos:${finding.position} 事件流版本不连续`,
        en: `pos:${finding.position} the versions of its stream have a gap`,
      });
    case 'event-unsealable':
      return say({
        zh: `pos:${finding.position} 事件内容无法规范编码`,
        en: `pos:${finding.position} the event has no canonical bytes`,
      });
    case 'log-unreadable':
      return say({
        zh: `pos:${finding.position} 之后无法读取`,
        en: `after pos:${finding.position} the log cannot be read`,
      });
    case 'tree-changed':
      return say({
        zh: `封存树第 ${finding.level} 层第 ${finding.tile} 块已被改动`,
        en: `tile ${finding.tile} on level ${finding.level} of the sealed tree was changed`,
      });
    case 'positions-changed':
      return say({
        zh: `封存位置第 ${finding.tile} 块已被改动`,
        en: `the sealed positions of tile ${finding.tile} were changed`,
      });
    case 'head-changed':
      return say({
        zh: `事件流末端 ${finding.stream ?? finding.key} 已被改动`,
        en: `the sealed head of ${finding.stream ?? finding.key} was changed`,
      });
    case 'head-row-changed':
      return say({
        zh: `末端映射的行 "${finding.prefix}" 已被改动`,
        en: `row "${finding.prefix}" of the map of heads was changed`,
      });
    case 'checkpoint-changed': {
      const because = FAULTS[finding.because];
      return say({
        zh: `检查点 #${finding.size}: ${because.zh}`,
        en: `checkpoint #${finding.size}: ${because.en}`,
      });
    }
    case 'creation-changed':
      return say({
        zh: `台账的创建记录 (种类、时钟偏移、创建时刻) 不是检查点 #${finding.size} 所封存的`,
        en: `the record of the ledger's creation (kind, clock offset, instant) is not the one that checkpoint #${finding.size} names`,
      });
    case 'log-id-changed':
      return say({
        zh: `${ID_PLACES[finding.place].zh}中的编号 ${finding.seen} 已被改动: 事件是以 ${finding.expected} 封存的`,
        en: `the id in ${ID_PLACES[finding.place].en}, ${finding.seen}, was changed: the events were sealed as those of ${finding.expected}`,
      });
    case 'script-changed':
      return say(scriptText(finding));
    case 'latest-recording-changed':
      return say({
        zh: `pos:${finding.position} 存储所记的至此最晚登记时刻 (决定"当时已知") 与事件不符`,
        en: `pos:${finding.position} the latest recording up to it, as the store keeps it for "known at", is not what the events give`,
      });
    case 'key-changed':
      return say({
        zh: `pos:${finding.position} 事件所记的幂等键不再绑定于它, 或所绑定的事件数不符`,
        en: `pos:${finding.position} the idempotency key that the event names is no longer bound to it, or to another number of events`,
      });
    case 'key-astray':
      return say({
        zh: `pos:${finding.position} 有幂等键绑定于此, 但此处没有那样的事件`,
        en: `pos:${finding.position} an idempotency key is bound to events that are not there`,
      });
    case 'keys-unreadable':
      return say({ zh: '幂等键无法读取', en: 'the idempotency keys cannot be read' });
    case 'cosignature-changed':
      return say({
        zh: `检查点 #${finding.size} 的会签不符: ${finding.witness}`,
        en: `checkpoint #${finding.size}: the co-signature does not fit: ${finding.witness}`,
      });
    case 'reseal-changed': {
      const because = RESEAL_FAULTS[finding.because];
      return say({
        zh: `再封存 ${finding.name}: ${because.zh}`,
        en: `re-seal ${finding.name}: ${because.en}`,
      });
    }
    case 'reseal-missing':
      return say({
        zh: `检查点所记的再封存 ${finding.name} 缺失`,
        en: `re-seal ${finding.name}, which a checkpoint names, is missing`,
      });
    case 'access-log-missing':
      return say({
        zh: `检查点所记的查询记录 ${finding.logId} (至少 ${finding.size} 条) 缺失`,
        en: `access log ${finding.logId}, with ${finding.size} entries at least, which a checkpoint names, is missing`,
      });
    case 'not-append-only':
      return say({
        zh: `现账不以 ${finding.name} (#${finding.size}) 为前缀: 其后曾被改写`,
        en: `the log does not begin with what ${finding.name} (#${finding.size}) covered: it was rewritten`,
      });
    case 'events-lost':
      return say({
        zh: `${finding.name} 涵盖 ${finding.size} 条, 现账少 ${finding.lost} 条`,
        en: `${finding.name} covers ${finding.size} events; ${finding.lost} of them are missing`,
      });
  }
}

const PARTS: Readonly<Record<UnverifiablePart, Bilingual>> = {
  reseals: { zh: '再封存', en: 're-seals' },
  decisions: { zh: '所作决定', en: 'decisions' },
  'read-models': { zh: '读模型', en: 'read models' },
  'access-log-index': { zh: '查询记录的索引', en: 'the index of the access log' },
};

function damageText({
  file,
  says,
  index,
  table,
  row,
  stream,
}: Extract<Finding, { readonly kind: 'file-damaged' }>): Bilingual {
  if (index === null) {
    const of = table === null ? { zh: '', en: '' } : { zh: `表 ${table} `, en: `, table ${table}` };
    return { zh: `${file} ${of.zh}文件损坏: ${says}`, en: `${file}${of.en}: the file is damaged: ${says}` };
  }
  const isEvent = table === 'events';
  const at =
    row === null
      ? { zh: '', en: '' }
      : {
          zh: `${isEvent ? `pos:${row}` : `第 ${row} 行`}${stream === null ? '' : ` (${stream})`} `,
          en: `, ${isEvent ? `pos:${row}` : `row ${row}`}${stream === null ? '' : ` (${stream})`}`,
        };
  return {
    zh: `${file} 索引 ${index} 与表 ${table ?? '?'} 不符, 经它查得的答复可能有缺: ${at.zh}${says}`,
    en: `${file}: index ${index} does not agree with table ${table ?? '?'}, and answers found through it may leave something out${at.en}: ${says}`,
  };
}

function scriptText({ isOpen, position }: Extract<Finding, { readonly kind: 'script-changed' }>): Bilingual {
  if (!isOpen)
    return {
      zh: '台账记着示例脚本已结束, 但没有一个事件是按台账时钟登记的',
      en: "the ledger's record says that the script of the sample is over, but no event was recorded by the ledger's clock",
    };
  const why =
    position === null
      ? { zh: '台账不是示例', en: 'the ledger is no sample' }
      : { zh: `pos:${position} 已按台账时钟登记`, en: `pos:${position} was recorded by the ledger's clock` };
  return {
    zh: `台账记着事件仍可自带登记时刻, 但${why.zh}`,
    en: `the ledger's record says that events may still bring their own instant, but ${why.en}`,
  };
}

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
    ...[accessLog, ...formerAccessLogs].flatMap((each) => accessLogFaults(each, say)),
  ];
  const more = wrong.length - MOST_LISTED;
  return [
    ...wrong.slice(0, MOST_LISTED),
    ...(more > 0 ? [say({ zh: `另有 ${more} 处`, en: `and ${more} more` })] : []),
    ...pairLines([
      [
        say({ zh: '完整性', en: 'integrity' }),
        isIntact
          ? say({ zh: '√ 未见改动', en: 'ok, nothing was altered' })
          : say({ zh: `× ${wrong.length} 处`, en: `FAILED, ${wrong.length} places` }),
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
        say({
          zh: `${log.events} 条, 已封存 ${log.sealedSize} 条`,
          en: `${log.events}, of them sealed ${log.sealedSize}`,
        }),
      ],
      ...keyPairs(log.keys, say),
      [say({ zh: '种类', en: 'kind' }), say(kindText(kind, log.isCreationSealed))],
      [
        say({ zh: '决定重算', en: 'decisions recomputed' }),
        decisions.isRecomputed
          ? `${decisions.checked - decisions.different.length} / ${decisions.checked}`
          : say({
              zh: '未重算: ledger.db 损坏, 事件流不能照实读出',
              en: 'not recomputed: ledger.db is damaged, and streams cannot be read as they are',
            }),
      ],
      [say({ zh: '投影重建', en: 'read models' }), readModels.status],
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
      [say({ zh: '现账代码', en: 'code of the log now' }), letterCode(log.head)],
    ]),
    ...completenessLines(completeness, say),
  ];
}

/** Idempotency keys; those that no event names are said where there are some. */
function keyPairs(keys: LedgerVerification['log']['keys'], say: Say): readonly (readonly [string, string])[] {
  if (keys === null) return [];
  const { named, unnamed } = keys;
  const others =
    unnamed === 0
      ? { zh: '', en: '' }
      : {
          zh: `; 另有 ${unnamed} 个后来所绑或旧版所绑, 未封存`,
          en: `; ${unnamed} bound later, or by older versions, are sealed nowhere`,
        };
  return [
    [
      say({ zh: '幂等键', en: 'idempotency keys' }),
      say({ zh: `${named} 个与事件相符${others.zh}`, en: `${named} as their events say${others.en}` }),
    ],
  ];
}

/** A checkpoint from outside by a key that was revoked: what it may mean, not what is wrong. */
function revokedNoteText({ name, size, isOther }: RevokedNote, say: Say): string {
  const at = `${name} (#${size})`;
  return isOther
    ? say({
        zh: `? ${at}: 所用密钥在此长度上已作废, 且与现账不符; 或为持有旧密钥者所造, 或现账其后被改写, 无从判断`,
        en: `? ${at}: its key was revoked for that size, and it is of another log; whoever had the key made it, or the log was rewritten since: cannot tell`,
      })
    : say({
        zh: `${at}: 所用密钥在此长度上已作废`,
        en: `${at}: its key was revoked for that size`,
      });
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
