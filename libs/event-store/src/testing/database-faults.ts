import { basename } from 'node:path';

import { type Database, driver, type Statement } from '../sqlite/driver.js';

/** What SQLite reports: a failing disk, no room, another program's lock. The call is not made. */
const reports = {
  'input-output': { errcode: 1034, message: 'disk I/O error' },
  full: { errcode: 13, message: 'database or disk is full' },
  busy: { errcode: 5, message: 'database is locked' },
} as const;

/**
 * How a call fails. `lost`: it is made, and then reported as an input/output failure. `die-before`, `die-after`: the
 * process is killed there, before the call or right after it.
 */
export type FaultKind = keyof typeof reports | 'lost' | 'die-before' | 'die-after';

/** Which calls fail, and how: by their number, from 1, and their name, such as `exec COMMIT` or `run INSERT INTO keys …`. */
export type FaultPlan = (call: number, name: string) => FaultKind | undefined;

/** Only this call fails. */
export function failAt(failing: number, kind: FaultKind): FaultPlan {
  return (call) => (call === failing ? kind : undefined);
}

/** This call fails and every one after it, as when a disk is gone. */
export function failFrom(failing: number, kind: FaultKind): FaultPlan {
  return (call) => (call >= failing ? kind : undefined);
}

/**
 * Stands between the stores of this process and SQLite, and sees every call that they make of the driver: opening,
 * preparing, each run of a statement, each `exec` with its BEGIN or COMMIT, closing. Calls are numbered, and fail as
 * planned, only while `during` runs; otherwise they go straight through.
 */
export class DatabaseFaults {
  private readonly really = driver.open;
  /** Databases that are open, and whether somebody has tried to close them. */
  private readonly opened = new Map<Database, { isClosing: boolean }>();
  private plan: FaultPlan | undefined;
  private seen: string[] = [];

  /** @param onCall told after each numbered call that did not fail, with its name; for looking at the database then */
  constructor(private readonly onCall: (name: string) => void = () => undefined) {
    driver.open = (path) => this.open(path);
  }

  /** The names of the calls that the last `during` saw, in order. */
  get calls(): readonly string[] {
    return this.seen;
  }

  /** How many open databases nobody has tried to close. */
  get forgotten(): number {
    return [...this.opened.values()].filter(({ isClosing }) => !isClosing).length;
  }

  /** Numbers the calls made while the work runs, and lets them fail as planned. */
  async during<Answer>(plan: FaultPlan, work: () => Promise<Answer>): Promise<Answer> {
    this.seen = [];
    this.plan = plan;
    try {
      return await work();
    } finally {
      this.plan = undefined;
    }
  }

  /** Closes every database that is still open, as the end of the process would. */
  letGo(): void {
    for (const database of this.opened.keys()) closeReally(database);
    this.opened.clear();
  }

  /** Steps out of the way. */
  remove(): void {
    this.letGo();
    driver.open = this.really;
  }

  private open(path: string): Database {
    const database = this.call(`open ${basename(path)}`, () => this.really(path), closeReally);
    const state = { isClosing: false };
    this.opened.set(database, state);
    return {
      get isTransaction() {
        return database.isTransaction;
      },
      exec: (sql) => {
        this.call(`exec ${oneLine(sql)}`, () => {
          database.exec(sql);
        });
      },
      prepare: (sql) => this.statement(database, oneLine(sql), sql),
      close: () => {
        state.isClosing = true;
        this.call(`close ${basename(path)}`, () => {
          database.close();
          this.opened.delete(database);
        });
      },
    };
  }

  private statement(database: Database, name: string, sql: string): Statement {
    const statement = this.call(`prepare ${name}`, () => database.prepare(sql));
    return {
      get: (...parameters) => this.call(`get ${name}`, () => statement.get(...parameters)),
      all: (...parameters) => this.call(`all ${name}`, () => statement.all(...parameters)),
      run: (...parameters) => this.call(`run ${name}`, () => statement.run(...parameters)),
    };
  }

  private call<Answer>(name: string, make: () => Answer, undo?: (answer: Answer) => void): Answer {
    if (this.plan === undefined) return make();
    this.seen.push(name);
    const kind = this.plan(this.seen.length, name);
    if (kind === 'die-before') die();
    if (kind !== undefined && kind in reports) throw reported(kind as keyof typeof reports, name);
    const answer = make();
    if (kind === 'die-after') die();
    if (kind === undefined) {
      this.tell(name);
      return answer;
    }
    undo?.(answer);
    throw reported('input-output', name);
  }

  /** Whoever looks at the database makes calls of their own, which are not numbered. */
  private tell(name: string): void {
    const { plan } = this;
    this.plan = undefined;
    this.onCall(name);
    this.plan = plan;
  }
}

/** The failure as the driver reports it: `all` gives SQLite's text and no number. */
function reported(kind: keyof typeof reports, name: string): Error {
  const { errcode, message } = reports[kind];
  const code = 'ERR_SQLITE_ERROR';
  const said = name.startsWith('all ') ? { code } : { code, errcode, errstr: message };
  return Object.assign(new Error(message), said);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('A killed process went on.');
}

function closeReally(database: Database): void {
  if (database.isTransaction) database.exec('ROLLBACK');
  database.close();
}

function oneLine(sql: string): string {
  return sql.trim().replace(/\s+/g, ' ');
}
