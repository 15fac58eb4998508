import {
  type Bilingual,
  type Field,
  type FieldKind,
  REASONS,
  SCHEMES,
  STATUSES,
  TRANSFER_SIDES,
} from '#libs/enrollment';
import { dayOf, wrongValue } from './parse.js';

/** What the value of a field looks like, where its kind alone does not say it. */
const PLACEHOLDERS: Readonly<Partial<Record<FieldKind, string>>> = {
  amount: 'fen',
  count: 'n',
  date: 'YYYY-MM-DD',
  replacement: 'json',
  'transfer-side': 'scheme',
};

/** The flag of an event's field: `coverageYear` is `--coverage-year <year>`. */
export function fieldFlag(name: string, { kind }: Field): string {
  const flag = flagName(name);
  return kind === 'flag' ? flag : `${flag} <${PLACEHOLDERS[kind] ?? kind}>`;
}

/** What each kind of field takes, for the help. */
export const KIND_WORDS: Readonly<Record<FieldKind, Bilingual>> = {
  amount: {
    zh: '金额, 以分计, 只写数字 (400 元为 40000)',
    en: 'amount in fen, digits only (400 yuan: 40000)',
  },
  count: { zh: '整数', en: 'whole number' },
  date: { zh: '日期', en: 'day' },
  'event-id': { zh: '所更正事件的编号', en: 'id of the event that is undone or corrected' },
  flag: { zh: '写上即为是', en: 'true where it is written' },
  identifier: { zh: '其他系统的编号', en: 'a number that another system gave' },
  reason: listed({ zh: '原因', en: 'reason' }, REASONS),
  region: { zh: '统筹区代码, 六位数字', en: 'region code of six digits' },
  replacement: {
    zh: '替换的事件: 含 type 的 JSON 对象',
    en: 'the event that takes its place: a JSON object with its type',
  },
  scheme: listed({ zh: '险种', en: 'scheme' }, SCHEMES),
  status: listed({ zh: '特殊身份', en: 'special status' }, STATUSES),
  text: { zh: '文字, 不写个人信息', en: 'text, nothing personal' },
  'transfer-side': listed({ zh: '险种', en: 'scheme' }, TRANSFER_SIDES),
  year: { zh: '年度, 四位数字', en: 'year of four digits' },
  years: { zh: '年度, 以逗号分隔', en: 'years, separated by commas' },
};

function listed({ zh, en }: Bilingual, words: readonly string[]): Bilingual {
  return { zh: `${zh}: ${words.join(' | ')}`, en: `${en}: ${words.join(' | ')}` };
}

/** A parser that gives a field the type that the core expects; whether the value may be recorded is for the core to say. */
export function fieldParser(name: string, { kind }: Field): (value: string) => unknown {
  const flag = flagName(name);
  switch (kind) {
    case 'date':
      return dayOf(flag);
    case 'amount':
      return (value) => digitsOf(flag, value, AMOUNT);
    case 'count':
      return (value) => digitsOf(flag, value, COUNT);
    case 'year':
      return (value) => digitsOf(flag, value, YEAR);
    case 'years':
      return (value) => value.split(',').map((year) => digitsOf(flag, year.trim(), YEAR));
    case 'replacement':
      return (value) => objectOf(flag, value);
    case 'flag':
      return () => true;
    case 'event-id':
    case 'identifier':
    case 'reason':
    case 'region':
    case 'scheme':
    case 'status':
    case 'text':
    case 'transfer-side':
      return (value) => value;
  }
}

function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const AMOUNT: Bilingual = {
  zh: '以分计的金额, 只写数字 (400 元为 40000)',
  en: 'an amount in fen, digits only (400 yuan: 40000)',
};
const COUNT: Bilingual = { zh: '整数, 只写数字', en: 'a whole number, digits only' };
const YEAR: Bilingual = { zh: '四位数字的年度, 如 2028', en: 'a year of four digits, such as 2028' };

/** Digits as a number. `400.00` is refused: whether it means fen or yuan would be a guess. */
function digitsOf(flag: string, value: string, expected: Bilingual): number {
  if (/^\d{1,16}$/.test(value) && (expected !== YEAR || value.length === 4)) return Number(value);
  throw wrongValue(flag, value, expected);
}

function objectOf(flag: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw wrongValue(flag, value, { zh: '一个 JSON 对象', en: 'one JSON object' });
  }
}
