import type { Connection } from '#libs/event-store';
import type { Consumer } from '../ports.js';

/** What each consumer of the feed last said of itself. */
export class Consumers {
  private readonly upsert;
  private readonly selectAll;

  constructor(connection: Connection) {
    this.upsert = connection.command('INSERT OR REPLACE INTO consumers VALUES (?, ?)');
    this.selectAll = connection.query<[string, string]>('SELECT stream, said FROM consumers ORDER BY stream');
  }

  put({ stream, said }: Consumer): void {
    this.upsert(stream, said);
  }

  all(): readonly Consumer[] {
    return this.selectAll.all().map(([stream, said]) => ({ stream, said }));
  }
}
