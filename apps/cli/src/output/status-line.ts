import type { Shell } from '../shell.js';

/** Milliseconds between two lines of progress: on a terminal the one line is rewritten, elsewhere a new one is added. */
const EVERY_MS = { terminal: 200, elsewhere: 5000 };

/** How far a long command is, on standard error, now and then. */
export class StatusLine {
  private readonly startedAt = performance.now();
  private shownAt = this.startedAt;
  private isOnLine = false;

  constructor(
    private readonly shell: Shell,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  /** Prints the line when it is time to; it is made only then, from the seconds since the start. */
  show(line: (seconds: number) => string): void {
    const now = performance.now();
    if (now - this.shownAt < (this.stream.isTTY ? EVERY_MS.terminal : EVERY_MS.elsewhere)) return;
    this.shownAt = now;
    const text = line((now - this.startedAt) / 1000);
    if (this.stream.isTTY) this.stream.write(`\r\u001b[K${text}`);
    else this.shell.note(text);
    this.isOnLine = this.stream.isTTY;
  }

  /** Removes the line of a terminal, so that the next output stands alone. */
  end(): void {
    if (this.isOnLine) this.stream.write('\r\u001b[K');
    this.isOnLine = false;
  }
}
