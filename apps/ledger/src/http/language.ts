import type { Request } from 'express';
import type { Bilingual } from '#libs/enrollment';

/** The languages of the product's texts. */
export type Language = keyof Bilingual;

/** The language that a request prefers (`Accept-Language`), Chinese where it names neither. */
export function languageOf(request: Request): Language {
  // Claims systems say nothing, and looking for what they prefer takes longer than for the header.
  if (request.headers['accept-language'] === undefined) return 'zh';
  return request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
}
