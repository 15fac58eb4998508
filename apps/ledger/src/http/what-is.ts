import { type Bilingual, containsPersonalIdentifier } from '#libs/enrollment';

/** Longest value that is shown as it is. */
const MAX_SHOWN = 30;

/** What was sent, for a message: a short plain word or number itself, of everything else only what it is. */
export function whatIs(value: unknown): Bilingual {
  if (value === undefined) return { zh: '没有', en: 'nothing' };
  if (value === null) return { zh: 'null', en: 'null' };
  if (Array.isArray(value)) return { zh: '列表', en: 'a list' };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return { zh: '对象', en: 'an object' };
  const text = String(value);
  const isShown = text.length <= MAX_SHOWN && /^[\w.:+-]+$/.test(text) && !containsPersonalIdentifier(text);
  if (isShown) return { zh: text, en: text };
  if (typeof value === 'number') return { zh: '数', en: 'a number' };
  return { zh: `${text.length} 个字符的文本`, en: `text of ${text.length} characters` };
}
