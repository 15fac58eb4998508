import { containsPersonalIdentifier } from './personal-identifier.js';
import type { Bilingual } from './refusal-codes.js';

/** Longest word that is shown as it is, in UTF-16 units. */
const MAX_WORD = 30;
/** Longest number that is shown as it is, in characters: the number of a card, a person or a telephone has more. */
const MAX_NUMBER = 9;

/** One plain Latin word, also of several parts: `resident`, `typing-error`. A member number has digits. */
const word = /^[A-Za-z]+(?:[-_.][A-Za-z]+)*$/;
const number = /^[+-]?\d+(?:\.\d+)?$/;
/** What has the form of a day or an instant, also where there is no such day. */
const day = /^\d{1,5}-\d{1,2}-\d{1,2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
/** Text that, without quotes, would be taken for what may have been expected. */
const looksOtherThanText = /^(?:[+-]?\d+(?:\.\d+)?|true|false|null)$/;
const position = /^pos:\d{1,16}$/;

/**
 * What was seen, for a message: a plain word, a short number, a day or an instant itself; of everything else only what
 * it is, so that no message repeats whatever could name a person.
 */
export function whatIs(value: unknown): Bilingual {
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const text = isScalar ? String(value) : '';
  if (!isShown(text)) return kindOf(value);
  const shown = typeof value === 'string' && looksOtherThanText.test(text) ? `"${text}"` : text;
  return { zh: shown, en: shown };
}

/** What kind of value was seen, for a message about a field whose values name people: nothing of it is repeated. */
export function kindOf(value: unknown): Bilingual {
  if (value === undefined) return { zh: '空缺', en: 'nothing' };
  if (value === null) return { zh: '空值', en: 'an empty value' };
  if (Array.isArray(value)) return listKind(value.length);
  if (typeof value === 'string') return textKind(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const length = String(String(value).length);
    return { zh: `${length} 个字符的数`, en: `a number of ${length} characters` };
  }
  if (typeof value === 'boolean') return { zh: '真假值', en: 'true or false' };
  return { zh: '一个对象', en: 'an object' };
}

/** A name that nothing knows, as it is, unless it holds an identity or phone number. */
export function nameSeen(name: string): string {
  return containsPersonalIdentifier(name) ? '…' : name;
}

function isShown(text: string): boolean {
  if (number.test(text)) return text.length <= MAX_NUMBER;
  return (word.test(text) && text.length <= MAX_WORD) || day.test(text) || position.test(text);
}

function listKind(length: number): Bilingual {
  if (length === 0) return { zh: '空列表', en: 'an empty list' };
  return { zh: `${String(length)} 项的列表`, en: `a list of ${String(length)}` };
}

function textKind(text: string): Bilingual {
  if (text.trim() === '') return { zh: '空文本', en: 'empty text' };
  const length = String(text.length);
  if (!/[\p{Cc}\p{Cs}]/u.test(text))
    return { zh: `${length} 个字符的文本`, en: `text of ${length} characters` };
  return {
    zh: `${length} 个字符的文本, 含控制字符或不完整的字符`,
    en: `text of ${length} characters, with control characters or halves of characters`,
  };
}
