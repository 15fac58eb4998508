import type { Shell } from '../shell.js';
import { StatusLine } from './status-line.js';

/** Progress of a long command on standard error: percent, count, rate, time left. */
export class Progress {
  private readonly line: StatusLine;

  constructor(
    private readonly shell: Shell,
    private readonly total: number,
    stream: NodeJS.WriteStream = process.stderr,
  ) {
    this.line = new StatusLine(shell, stream);
  }

  /** Says how much is done, and how many findings there are where there can be any; prints when it is time to. */
  done(count: number, findings?: number): void {
    this.line.show((seconds) => this.text(count, findings, seconds));
  }

  /** Removes the line of a terminal, so that the next output stands alone. */
  end(): void {
    this.line.end();
  }

  private text(count: number, findings: number | undefined, seconds: number): string {
    const rate = count / seconds;
    const percent = Math.floor((count / this.total) * 100);
    const left = Math.ceil((this.total - count) / Math.max(rate, 1e-9));
    const text = this.shell.say({
      zh: `${percent} %  ${count}/${this.total}  每秒 ${rate.toFixed(0)}  剩余 ${left} 秒`,
      en: `${percent} %  ${count}/${this.total}  ${rate.toFixed(0)}/s  ${left} s left`,
    });
    if (findings === undefined) return text;
    return `${text}${this.shell.say({ zh: `  未过 ${findings}`, en: `  ${findings} failed` })}`;
  }
}
