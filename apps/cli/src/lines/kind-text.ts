import type { Bilingual } from '#libs/enrollment';
import type { LedgerKind } from '#libs/event-store';

const KINDS: Readonly<Record<LedgerKind, Bilingual>> = {
  ledger: { zh: '台账', en: 'ledger' },
  sample: { zh: '示例台账', en: 'sample ledger' },
  'access-log': { zh: '查询记录', en: 'access log' },
};

/** What a log is, and whether its checkpoints say so, too. */
export function kindText(kind: LedgerKind, isSealed: boolean): Bilingual {
  const { zh, en } = KINDS[kind];
  return isSealed
    ? { zh: `${zh} (已封存)`, en: `${en} (sealed)` }
    : { zh: `${zh} (? 未封存: 没有检查点说明)`, en: `${en} (? not sealed: no checkpoint says so)` };
}
