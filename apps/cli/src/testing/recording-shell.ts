import { type Language, sayIn } from '../language.js';
import type { Shell } from '../shell.js';

/** A shell that keeps what was said, for specs. */
export interface RecordingShell extends Shell {
  /** Lines of standard output. */
  readonly printed: string[];
  /** Lines of standard error. */
  readonly noted: string[];
}

/** A shell without colours, not on a terminal. */
export function recordingShell(language: Language = 'en'): RecordingShell {
  const printed: string[] = [];
  const noted: string[] = [];
  return {
    language,
    say: sayIn(language),
    env: {},
    isTerminal: false,
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    emphasize: (word) => word,
    printed,
    noted,
  };
}
