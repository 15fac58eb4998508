import type { Shell } from '../shell.js';

/** Milliseconds between two lines of progress: on a terminal the one line is rewritten, elsewhere a new one is added. */
const EVERY_MS = { terminal: 200, elsewhere: 5000 };

/** Progress of a long command on standard error: percent, count, rate, time left. */
export class Progress {
  private readonly startedAt = performance.now();
  private shownAt = this.startedAt;
  private isOnLine = false;

  constructor(
    private readonly shell: Shell,
    private readonly total: number,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  /** Says how much is done; prints when it is time to. */
  done(count: number, findings: number): void {
    const now = performance.now();
    if (now - this.shownAt < (this.stream.isTTY ? EVERY_MS.terminal : EVERY_MS.elsewhere)) return;
    this.shownAt = now;
    const line = this.line(count, findings, (now - this.startedAt) / 1000);
    if (this.stream.isTTY) this.stream.write(`\r\u001b[K${line}`);
    else this.shell.note(line);
    this.isOnLine = this.stream.isTTY;
  }

  /** Removes the line of a terminal, so that the next output stands alone. */
  end(): void {
    if (this.isOnLine) this.stream.write('\r\u001b[K');
    this.isOnLine = false;
  }

  private line(count: number, findings: number, seconds: number): string {
    const rate = count / seconds;
    const percent = Math.floor((count / this.total) * 100);
    const left = Math.ceil((this.total - count) / Math.max(rate, 1e-9));
    return this.shell.say({
      zh: `${percent} %  ${count}/${this.total}  每秒 ${rate.toFixed(0)}  剩余 ${left} 秒  未过 ${findings}`,
      en: `${percent} %  ${count}/${this.total}  ${rate.toFixed(0)}/s  ${left} s left  ${findings} failed`,
    });
  }
}
