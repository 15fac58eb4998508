import { DatabaseSync } from '@photostructure/sqlite';
import type { FeedStore } from '#libs/feed-client';

/** A claim as a hospital hands it in. */
export interface Claim {
  readonly claimId: string;
  readonly member: string;
  /** Day of the service. */
  readonly servedOn: string;
  /** What the treatment cost, in fen. */
  readonly costFen: number;
}

/** What the ledger answered about a claim, and what follows. */
export interface Price {
  /** Null: the ledger knows no such member, and recorded no decision. */
  readonly decisionId: string | null;
  /** The last position that the answer rests on; 0 where there was none. */
  readonly position: number;
  /** Null: the ledger cannot say yet. */
  readonly payable: boolean | null;
  /** Null: there is no ceiling, or it is not known. */
  readonly ceilingFen: number | null;
  /** Null: to be decided by a person. */
  readonly paysFen: number | null;
}

/** Days of a member about which the ledger says something else since a position. */
export interface Change {
  readonly member: string;
  readonly from: string;
  /** The first day after; null: open. */
  readonly until: string | null;
  readonly position: number;
  /** The decisions that the ledger names as superseded. */
  readonly decisions: readonly string[];
}

/** A claim with its price; `isOpen`: it has none, or one that the ledger has superseded. */
export type PricedClaim = Claim & Price & { readonly isOpen: boolean };

/** A write within a transaction of the database. */
export type ClaimsTransaction = Pick<ClaimsDatabase, 'supersede'>;

const END_OF_TIME = '9999-12-31';

const tables = `
  CREATE TABLE IF NOT EXISTS claims (
    claim_id TEXT PRIMARY KEY, member TEXT NOT NULL, served_on TEXT NOT NULL, cost_fen INTEGER NOT NULL,
    decision_id TEXT, position INTEGER NOT NULL, payable INTEGER, ceiling_fen INTEGER, pays_fen INTEGER,
    open INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS claims_of_member ON claims (member, served_on);
  CREATE TABLE IF NOT EXISTS changes (
    member TEXT NOT NULL, first_day TEXT NOT NULL, until TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (member, first_day, until)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS feed (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), cursor TEXT NOT NULL) STRICT;
`;

type Row = Readonly<Record<string, string | number | null>>;

/** The claims system's own database: claims, prices, what the feed said, and the cursor of the feed. */
export class ClaimsDatabase implements FeedStore<ClaimsTransaction> {
  private readonly database: InstanceType<typeof DatabaseSync>;

  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${tables}`);
  }

  /** Takes a claim; one that is known already changes nothing. */
  add({ claimId, member, servedOn, costFen }: Claim): void {
    this.run('INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?, NULL, 0, NULL, NULL, NULL, 1)', [
      ...[claimId, member, servedOn, costFen],
    ]);
  }

  /** Claims without a price that holds. */
  open(limit: number): readonly PricedClaim[] {
    return this.all('SELECT * FROM claims WHERE open = 1 ORDER BY claim_id LIMIT ?', [limit]).map(claimOf);
  }

  /** Every claim, by its number. */
  everything(): readonly PricedClaim[] {
    return this.all('SELECT * FROM claims ORDER BY claim_id', []).map(claimOf);
  }

  /**
   * Writes a price. Where the feed has already told of a change after what the answer rests on, the claim stays open: the
   * answer was made before the change, and the ledger could not name a decision that it had not recorded yet.
   */
  price({ claimId, member, servedOn }: Claim, price: Price): void {
    const { decisionId, position, payable, ceilingFen, paysFen } = price;
    this.run(
      `UPDATE claims SET decision_id = ?, position = ?, payable = ?, ceiling_fen = ?, pays_fen = ?,
       open = EXISTS (SELECT 1 FROM changes WHERE member = ? AND first_day <= ? AND until > ? AND position > ?)
       WHERE claim_id = ?`,
      [
        ...[decisionId, position, payable === null ? null : Number(payable), ceilingFen, paysFen],
        ...[member, servedOn, servedOn, position, claimId],
      ],
    );
  }

  /** Opens the claims that a change is about again. */
  supersede({ member, from, until, position, decisions }: Change): void {
    const end = until ?? END_OF_TIME;
    this.run('INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?)', [member, from, end, position]);
    this.run(
      `UPDATE claims SET open = 1 WHERE member = ? AND served_on >= ? AND served_on < ? AND position < ?`,
      [member, from, end, position],
    );
    for (const decision of decisions)
      this.run('UPDATE claims SET open = 1 WHERE decision_id = ?', [decision]);
  }

  load(): string | null {
    const [row] = this.all('SELECT cursor FROM feed', []);
    return row === undefined ? null : String(row['cursor']);
  }

  async transact(work: (transaction: ClaimsTransaction) => Promise<void>): Promise<void> {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      await work(this);
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  save(_: ClaimsTransaction, cursor: string): void {
    this.run('INSERT OR REPLACE INTO feed VALUES (1, ?)', [cursor]);
  }

  close(): void {
    this.database.close();
  }

  private run(sql: string, values: readonly (string | number | null)[]): void {
    this.database.prepare(sql).run(...values);
  }

  private all(sql: string, values: readonly (string | number | null)[]): readonly Row[] {
    return this.database.prepare(sql).all(...values) as readonly Row[];
  }
}

function claimOf(row: Row): PricedClaim {
  const text = (name: string): string => String(row[name]);
  const number = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  const payable = number('payable');
  return {
    claimId: text('claim_id'),
    member: text('member'),
    servedOn: text('served_on'),
    costFen: Number(row['cost_fen']),
    decisionId: row['decision_id'] === null ? null : text('decision_id'),
    position: Number(row['position']),
    payable: payable === null ? null : payable === 1,
    ceilingFen: number('ceiling_fen'),
    paysFen: number('pays_fen'),
    isOpen: number('open') === 1,
  };
}
