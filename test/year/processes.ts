import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { Claim } from '../claims-system/sqlite/claims-database.js';

const ROOT = join(__dirname, '..', '..');

/** Where everything of a simulated year is. */
export interface Place {
  readonly folder: string;
  readonly port: number;
}

const clockFile = ({ folder }: Place): string => join(folder, 'clock');

/** The data directory of the ledger. */
export const dataOf = ({ folder }: Place): string => join(folder, 'ledger');
/** The database of the claims system. */
export const claimsOf = ({ folder }: Place): string => join(folder, 'claims.sqlite');
/** The regions that the ledger imports when it starts. */
export const regionsOf = ({ folder }: Place): string => join(folder, 'regions.yaml');

/** Sets the clock of the ledger to an instant; it goes on from there. */
export function setClock(place: Place, instant: string): void {
  const file = clockFile(place);
  writeFileSync(`${file}.next`, String(Date.parse(instant) - Date.now()));
  renameSync(`${file}.next`, file);
}

/** What runs a ledger with the clock of the simulation. */
export function ledgerEnv(place: Place): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: `--require ${join(__dirname, 'clock.cjs')}`,
    CANBAO_TEST_CLOCK: clockFile(place),
    CANBAO_LOG_LEVEL: 'error',
    CANBAO_REQUESTS_PER_MINUTE: '1000000',
  };
}

/** A process that may be killed at any moment and started again. */
abstract class Killable {
  protected child: ChildProcess | undefined;
  private complaint = '';

  /** How often it was killed. */
  kills = 0;

  protected launch(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => {
      this.complaint = (this.complaint + String(chunk)).slice(-4_000);
    });
    child.stdin.on('error', () => undefined);
    child.once('exit', (code, signal) => {
      if (signal !== 'SIGKILL' && this.child === child)
        this.complaint += `\nended by itself: ${String(code)}`;
    });
    this.child = child;
    return child;
  }

  /** What it wrote to standard error; empty where all is well. */
  get said(): string {
    return this.complaint;
  }

  /** As a power cut would end it. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child?.exitCode !== null) return;
    this.kills += 1;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** The API on the data directory, as `canbao serve` runs it. */
export class LedgerProcess extends Killable {
  constructor(private readonly place: Place) {
    super();
  }

  async start(): Promise<void> {
    const { place } = this;
    const args = ['--data', dataOf(place), '--port', String(place.port), '--regions', regionsOf(place)];
    const main = join(ROOT, 'dist', 'apps', 'ledger', 'src', 'main.js');
    const { stdout } = this.launch(main, args, ledgerEnv(place));
    if (stdout === null) throw new Error('The ledger has no output.');
    for await (const line of createInterface({ input: stdout })) if (line.startsWith('API ')) return;
    throw new Error(`The ledger did not start: ${this.said}`);
  }
}

/** The claims system. Claims that it has not confirmed are handed in again after it was killed. */
export class ClaimsProcess extends Killable {
  private readonly unconfirmed = new Map<string, Claim>();
  private settled: (() => void) | undefined;

  constructor(
    private readonly place: Place,
    private readonly key: string,
  ) {
    super();
  }

  /** Bundles the program, since plain Node is to run it. */
  build(): void {
    buildSync({
      entryPoints: [join(__dirname, '..', 'claims-system', 'main.ts')],
      outfile: this.program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      conditions: ['source'],
      packages: 'external',
      logLevel: 'error',
    });
  }

  start(transport: 'poll' | 'stream'): void {
    const { place } = this;
    const url = `http://127.0.0.1:${place.port}`;
    const env = { ...process.env, CLAIMS_KEY: this.key, NODE_PATH: join(ROOT, 'node_modules') };
    const { stdout } = this.launch(this.program, [url, claimsOf(place), transport], env);
    if (stdout === null) throw new Error('The claims system has no output.');
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'settled') this.settled?.();
      else this.unconfirmed.delete(line);
    });
    for (const claim of this.unconfirmed.values()) this.write(claim);
  }

  handIn(claim: Claim): void {
    this.unconfirmed.set(claim.claimId, claim);
    this.write(claim);
  }

  /** Everything that the ledger has said by now is in the table. */
  settle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.settled = resolve;
      this.child?.once('exit', () => {
        reject(new Error(`The claims system ended: ${this.said}`));
      });
      this.child?.stdin?.write('settle\n');
    });
  }

  private get program(): string {
    return join(this.place.folder, 'claims-system.cjs');
  }

  private write(claim: Claim): void {
    this.child?.stdin?.write(`${JSON.stringify(claim)}\n`);
  }
}
