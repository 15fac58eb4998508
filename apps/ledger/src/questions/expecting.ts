import { IsIn, type ValidationError, type ValidationOptions } from 'class-validator';
import type { Bilingual } from '#libs/enrollment';

/** Says in both languages what a validator expects; its own message is English. */
export function expecting(context: Bilingual): ValidationOptions {
  return { context };
}

/** What was expected where a validator refused; undefined where nobody said it. */
export function expectedBy(contexts: ValidationError['contexts'] = {}): Bilingual | undefined {
  return (Object.values(contexts) as Bilingual[])[0];
}

/** One of a few words. */
export function OneOf(words: readonly string[]): PropertyDecorator {
  const said = expecting({ zh: `${words.join('、')} 之一`, en: `one of ${words.join(', ')}` });
  return IsIn(words, said);
}
