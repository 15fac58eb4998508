import type { Bilingual } from '#libs/enrollment';
import { EXIT, type ExitCode } from './exit-codes.js';

/** A failure that the person at the terminal can act on: what was seen and expected, what to do, and the exit code. */
export class CommandFailure extends Error {
  readonly exit: ExitCode;
  readonly detail: Bilingual;
  readonly remedy: Bilingual | null;
  /** A fixed code, where the failure has one. */
  readonly code: string | null;

  constructor(failure: {
    readonly exit: ExitCode;
    readonly detail: Bilingual;
    readonly remedy?: Bilingual | null;
    readonly code?: string | null;
  }) {
    super(failure.detail.en);
    this.name = 'CommandFailure';
    this.exit = failure.exit;
    this.detail = failure.detail;
    this.remedy = failure.remedy ?? null;
    this.code = failure.code ?? null;
  }
}

/** A failure because the command was used wrongly. */
export function wrongUsage(detail: Bilingual, remedy: Bilingual | null = null): CommandFailure {
  return new CommandFailure({ exit: EXIT.usage, detail, remedy });
}

/** A failure because something named does not exist. */
export function notFound(detail: Bilingual, remedy: Bilingual | null = null): CommandFailure {
  return new CommandFailure({ exit: EXIT.notFound, detail, remedy });
}

/** A failure because something is not in the state that it would have to be in. */
export function conflict(detail: Bilingual, remedy: Bilingual | null = null): CommandFailure {
  return new CommandFailure({ exit: EXIT.conflict, detail, remedy });
}
