import type { KeySummary } from '#libs/ledger';
import type { Say } from '../language.js';
import { tableLines } from '../output/table.js';

/** Keys for people; the text of a key is nowhere. */
export function keyLines(keys: readonly KeySummary[], say: Say): readonly string[] {
  const titles = [
    { zh: '编号', en: 'key' },
    { zh: '角色', en: 'role' },
    { zh: '统筹区', en: 'regions' },
    { zh: '用途', en: 'label' },
    { zh: '接替', en: 'replaces' },
    { zh: '签发', en: 'created' },
    { zh: '吊销', en: 'revoked' },
  ];
  return tableLines(
    titles.map((title) => ({ title: say(title) })),
    keys.map(({ keyId, role, regions, label, replaces, createdAt, revokedAt }) => [
      keyId,
      role,
      regionsText(regions),
      label,
      replaces ?? '-',
      createdAt,
      revokedAt ?? '-',
    ]),
  );
}

/** The regions of a key, or `all`. */
export function regionsText(regions: 'all' | readonly string[]): string {
  return regions === 'all' ? 'all' : regions.join(' ');
}
