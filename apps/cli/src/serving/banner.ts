import { randomBytes, randomUUID } from 'node:crypto';
import type { Shell } from '../shell.js';

/** Region and members of the sample ledger, as its documents name them. */
const SAMPLE = { region: '359901', members: 8 };

/** What a running API says of itself. */
export interface Running {
  readonly url: string;
  /** Where the ledger is, as the banner says it. */
  readonly store: string;
  /** Today by the ledger's clock; null: it is no sample ledger. */
  readonly sampleToday: string | null;
  /** True where the sample members are in it: a generated ledger has others. */
  readonly hasSampleMembers: boolean;
}

/** The line that says where the API is and what it serves. */
export function servingLine({ say }: Shell, { url, store, sampleToday, hasSampleMembers }: Running): string {
  const parts = [`API ${url}/v1`, '/docs', '/console', say({ zh: `账本: ${store}`, en: `ledger: ${store}` })];
  if (sampleToday === null) return parts.join('   ');
  const { members, region } = SAMPLE;
  const sample = hasSampleMembers
    ? {
        zh: `示例: ${members} 人, 示例区 ${region}`,
        en: `samples: ${members} members, sample region ${region}`,
      }
    : { zh: '示例台账: 生成的参保人', en: 'sample ledger: generated members' };
  const clock = { zh: `示例时钟 ${sampleToday}`, en: `sample clock ${sampleToday}` };
  return [...parts, say(sample), say(clock)].join('   ');
}

/** The address of the console and three things to try, each works as printed; the newcomer and the documents of the last are new ones every time. */
export function thingsToTry({ say }: Shell, url: string, today: string): readonly string[] {
  const member = `${url}/v1/members/P-0001`;
  const newcomer = `N-${randomBytes(4).toString('hex')}`;
  const year = Number(today.slice(0, 4));
  const post = (path: string, body: object): string => {
    const headers = `-H 'Content-Type: application/json' -H 'Idempotency-Key: ${randomUUID()}'`;
    return `  curl '${url}/v1${path}' ${headers} -d '${JSON.stringify(body)}'`;
  };
  return [
    say({ zh: `控制台: ${url}/console`, en: `Console: ${url}/console` }),
    say({ zh: '试一试:', en: 'Three things to try:' }),
    say({
      zh: '1. P-0001 在 2028-03-15 的状态: 等待期 5 个月',
      en: '1. The standing of P-0001 on 2028-03-15: a wait of 5 months',
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
      liableFrom: `${year - 1}-06-01`,
      source: { system: 'try', document: `R-${newcomer}` },
    }),
    post(`/members/${newcomer}/premium-payments`, {
      coverageYear: year,
      paidOn: today,
      amountFen: 40_000,
      source: { system: 'try', document: `P-${newcomer}` },
    }),
  ];
}
