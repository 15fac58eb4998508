import { randomBytes, randomUUID } from 'node:crypto';
import type { Shell } from './shell.js';

/** Region and first day of the sample ledger, as its documents name them. */
const SAMPLE = { region: '359901', members: 8, today: '2031-03-01', liableFrom: '2030-06-01' };

/** The line that says where the API is and what it serves. */
export function servingLine(
  { say }: Shell,
  { url, store, isSample }: { readonly url: string; readonly store: string; readonly isSample: boolean },
): string {
  const parts = [`API ${url}/v1`, '/docs', say({ zh: `账本: ${store}`, en: `ledger: ${store}` })];
  const sample = [
    say({
      zh: `示例: ${SAMPLE.members} 人, 示例区 ${SAMPLE.region}`,
      en: `samples: ${SAMPLE.members} members, sample region ${SAMPLE.region}`,
    }),
    say({ zh: `示例时钟 ${SAMPLE.today}`, en: `sample clock ${SAMPLE.today}` }),
  ];
  return [...parts, ...(isSample ? sample : [])].join('   ');
}

/** Three things to try, each works as printed; the document of the last is a new one every time. */
export function sampleBanner({ say }: Shell, url: string): readonly string[] {
  const member = `${url}/v1/members/P-0001`;
  const newcomer = `N-${randomBytes(4).toString('hex')}`;
  const post = (path: string, body: object): string =>
    [
      `  curl -X POST '${url}/v1${path}' -H 'Content-Type: application/json' -H 'Idempotency-Key: ${randomUUID()}'`,
      `    -d '${JSON.stringify(body)}'`,
    ].join(' \\\n');
  return [
    say({ zh: '试一试:', en: 'Three things to try:' }),
    say({
      zh: '1. P-0001 在 2028-03-15 的状态: 等待期 5 个月',
      en: '1. Standing of P-0001 on 2028-03-15: a wait of 5 months',
    }),
    `  curl '${member}/standing?on=2028-03-15'`,
    say({ zh: '2. 为什么是 5 个月', en: '2. Why 5 months' }),
    `  curl '${member}/explanation?field=waiting&on=2028-03-15'`,
    say({
      zh: '3. 自己登记一位参保人, 再在集中参保期外缴今年的保费, 看它改变了什么',
      en: '3. Enrol yourself: register, then pay for this year after the window, and see what it changed',
    }),
    post('/members', {
      member: newcomer,
      region: SAMPLE.region,
      liableFrom: SAMPLE.liableFrom,
      source: { system: 'try', document: `R-${newcomer}` },
    }),
    post(`/members/${newcomer}/premium-payments`, {
      coverageYear: Number(SAMPLE.today.slice(0, 4)),
      paidOn: SAMPLE.today,
      amountFen: 40_000,
      source: { system: 'try', document: `P-${newcomer}` },
    }),
  ];
}
