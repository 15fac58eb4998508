import type { Connection } from '#libs/event-store';

/** Who reads the feed: a name that the reader chose, and the key that it reads with. */
export interface ConsumerKey {
  readonly name: string;
  readonly actor: string;
  readonly topic: string;
}

/** What a consumer last said of itself, as JSON text. */
export interface Consumer extends ConsumerKey {
  readonly state: string;
}

/** What consumers say of themselves. Nothing depends on it: it is lost with the file. */
export class Consumers {
  private readonly upsert;
  private readonly selectAll;

  constructor(connection: Connection) {
    this.upsert = connection.command('INSERT OR REPLACE INTO consumers VALUES (?, ?, ?, ?)');
    this.selectAll = connection.query<[string, string, string, string]>(
      'SELECT name, actor, topic, state FROM consumers ORDER BY name, actor, topic',
    );
  }

  put({ name, actor, topic, state }: Consumer): void {
    this.upsert(name, actor, topic, state);
  }

  all(): readonly Consumer[] {
    return this.selectAll.all().map(([name, actor, topic, state]) => ({ name, actor, topic, state }));
  }
}
