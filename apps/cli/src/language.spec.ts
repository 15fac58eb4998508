import { languageOf } from './language.js';

describe('the language of a run', () => {
  it.each([
    ['Chinese unless something else is said', ['standing', 'P-0001'], {}, 'zh'],
    ['whatever the locale', ['cases'], { LANG: 'en_US.UTF-8' }, 'zh'],
    ['as --lang says', ['cases', '--lang', 'en'], {}, 'en'],
    ['also joined', ['--lang=en', 'cases'], {}, 'en'],
    ['as CANBAO_LANG says', [], { CANBAO_LANG: 'en' }, 'en'],
    ['as --lang says before CANBAO_LANG', ['--lang', 'zh'], { CANBAO_LANG: 'en' }, 'zh'],
    ['Chinese for a language it does not speak', ['--lang', 'fr'], {}, 'zh'],
    ['not moved by what follows --', ['--', '--lang', 'en'], {}, 'zh'],
  ])('is %s', (_, args, env, expected) => {
    expect(languageOf(args, env)).toBe(expected);
  });
});
