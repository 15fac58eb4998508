import { type Language, languageOf, type Say, sayIn } from './language.js';

/** What a command speaks to: the answer goes to `print`, everything else to `note`. */
export interface Shell {
  readonly language: Language;
  readonly say: Say;
  readonly env: NodeJS.ProcessEnv;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  /** Writes a line of the answer to standard output. */
  print(line: string): void;
  /** Writes a line to standard error. */
  note(line: string): void;
  /** Marks a word of standard error on a terminal that shows colours. */
  emphasize(word: string): string;
}

/** The shell of this process. */
export function processShell(args: readonly string[], { stdout, stderr, env }: NodeJS.Process): Shell {
  const language = languageOf(args, env);
  const isPlain = !stderr.isTTY || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    language,
    say: sayIn(language),
    env,
    isTerminal: stdout.isTTY,
    print: (line) => stdout.write(`${line}\n`),
    note: (line) => stderr.write(`${line}\n`),
    emphasize: (word) => (isPlain ? word : `\u001b[1;31m${word}\u001b[0m`),
  };
}
