import { type Status, STATUSES } from '#libs/enrollment';
import { STATUS_WORDS } from '#libs/ledger/pure';

/** A form in which the rules say what they needed or saw, and how it is said in Chinese; `$1` is what stood at its place. */
type Form = readonly [pattern: RegExp, chinese: string];

const DAY = '\\d{4}-\\d{2}-\\d{2}';
const STATUS = [...STATUSES].sort((a, b) => b.length - a.length).join('|');

/** Every form, each a whole clause of what the rules say. */
const FORMS: readonly Form[] = [
  [new RegExp(`^payment after (${DAY}), until (${DAY})$`), '缴费日在 $1 之后、至 $2'],
  [new RegExp(`^status (${STATUS}) on (${DAY})$`), '$2 具有 $1 身份'],
  [new RegExp(`^(${STATUS}) from (${DAY})$`), '$1 自 $2 起'],
  [
    new RegExp(`^a payment within (\\d+) months? of ((?:(?:${STATUS})(?:, )?)+)$`),
    '取得身份($2)后 $1 个月内缴费',
  ],
  [/^a short gap after employee cover$/, '职工医保短期中断'],
  [new RegExp(`^left on (${DAY}|-)$`), '$1 离开职工医保'],
  [new RegExp(`^paid on (${DAY})$`), '$1 缴费'],
  [/^after the window$/, '在集中参保期之后'],
  [/^no break year left to serve$/, '没有待处理的断保年'],
  [/^(\d+) break years? or more$/, '断保 $1 年以上'],
  [/^(\d+) break years?$/, '断保 $1 年'],
  [/^a payment in the window$/, '集中参保期内缴费'],
  [/^a payment in time$/, '按期缴费'],
  [/^in-window$/, '集中参保期内缴费'],
  [/^extended$/, '延长缴费期缴费'],
  [/^late$/, '集中参保期外缴费'],
  [new RegExp(`^(${DAY})\\.\\.(${DAY})$`), '$1 至 $2 之前'],
  [new RegExp(`^(${DAY})\\.\\.$`), '$1 起'],
  [new RegExp(`^(${DAY})$`), '$1'],
];

/** Where one clause ends and another begins; a list of statuses is one clause, and so is the time of an extended payment. */
const BETWEEN = new RegExp(`; |, (?!(?:${STATUS})(?:,|$)|until )`);

/** A need or a sight of a rule in Chinese; null: a form that is not known. */
export function neededInChinese(text: string): string | null {
  const said = text.split(BETWEEN).map(clauseInChinese);
  return said.includes(null) ? null : said.join('、');
}

function clauseInChinese(clause: string): string | null {
  const form = FORMS.find(([pattern]) => pattern.test(clause));
  if (form === undefined) return null;
  const [pattern, chinese] = form;
  return clause
    .replace(pattern, chinese)
    .replace(new RegExp(`(${STATUS})`, 'g'), (code) => STATUS_WORDS[code as Status].zh)
    .replaceAll(', ', '、');
}
