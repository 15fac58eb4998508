import type { CheckpointFault, Finding, ResealFault, UnverifiablePart } from '#libs/audit';
import type { Bilingual } from '#libs/enrollment';
import type { Say } from '../language.js';

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

/** What was found at a position, or of a row that should name one. */
const AT_POSITION = {
  'event-changed': {
    zh: '事件已被改动',
    en: 'the event was changed',
  },
  'event-missing': {
    zh: '已封存的事件缺失',
    en: 'a sealed event is missing',
  },
  'event-inserted': {
    zh: '事件插在已封存者之间',
    en: 'an event stands among sealed ones',
  },
  'stream-broken': {
    zh: '事件流版本不连续',
    en: 'the versions of its stream have a gap',
  },
  'event-unsealable': {
    zh: '事件内容无法规范编码',
    en: 'the event has no canonical bytes',
  },
  'latest-recording-changed': {
    zh: '存储所记的至此最晚登记时刻 (决定"当时已知") 与事件不符',
    en: 'the latest recording up to it, as the store keeps it for "known at", is not what the events give',
  },
  'key-changed': {
    zh: '事件所记的幂等键不再绑定于它, 或所绑定的事件数不符',
    en: 'the idempotency key that the event names is no longer bound to it, or to another number of events',
  },
  'key-astray': {
    zh: '有幂等键绑定于此, 但此处没有那样的事件, 或该键不是文本',
    en: 'an idempotency key is bound to events that are not there, or is no text',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What was found wrong, and where, in one line. */
export function findingText(finding: Finding, say: Say): string {
  switch (finding.kind) {
    case 'file-damaged':
      return say(damageText(finding));
    case 'event-changed':
    case 'event-missing':
    case 'event-inserted':
    case 'stream-broken':
    case 'event-unsealable':
    case 'latest-recording-changed':
    case 'key-changed':
    case 'key-astray':
      return `${placeText(finding)} ${say(AT_POSITION[finding.kind])}`;
    case 'not-verifiable':
      return say({
        zh: `${PARTS[finding.part].zh}无法核验, 所存内容不是本程序写的那样: ${finding.says}`,
        en: `${PARTS[finding.part].en} cannot be verified, since what is stored is not as the program writes it: ${finding.says}`,
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
        zh: `事件流末端 ${finding.stream} 已被改动`,
        en: `the sealed head of ${finding.stream} was changed`,
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
    case 'checkpoint-missing':
      return say({
        zh: `检查点 #${finding.size} 缺失: 封存到此为止, 却没有它`,
        en: `checkpoint #${finding.size} is missing: the seals go that far, and there is none`,
      });
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

/** Where a row points at; `pos:?` where somebody put there what is no position. */
function placeText({ position }: { readonly position: number | null }): string {
  return `pos:${position ?? '?'}`;
}

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
