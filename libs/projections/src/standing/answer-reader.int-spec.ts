import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '#libs/event-store';
import type { MemberSource } from '../ports.js';
import { openDatabase, openReadModelsBeside } from '../sqlite/database.js';
import { NoPauses } from '../testing/index.js';
import { AnswerReader } from './answer-reader.js';
import { feedTablesOf } from './feed-tables.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-answers-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

test('entries behind a span that is written between two reads are not taken for the next ones', async () => {
  const directory = join(root, 'data');
  const written = openDatabase(directory, 'a log');
  const writer = feedTablesOf(written.connection);
  const connection = openReadModelsBeside(directory).connection;
  const feed = feedTablesOf(connection);
  const next = feed.spans.next.bind(feed.spans);
  feed.spans.next = (position) => {
    const found = next(position);
    // Another connection writes a window, and an entry that follows it.
    written.transact(() => {
      writer.spans.add({ after: 0, through: 5 });
      const change = { regionBefore: '359901', regionAfter: '359901', change: '{}' };
      writer.answers.add({ position: 6, causePosition: 6, cause: '{}' }, 'P-0001', [change]);
    });
    return found;
  };
  const parts = { store: {} as EventLog, source: {} as MemberSource, pauses: new NoPauses() };
  const reader = new AnswerReader({ ...parts, feed, connection });
  expect(await reader.after({ position: 0, number: 0 }, 10)).toEqual([]);
  expect(feed.answers.after({ position: 0, number: 0 }, 10, 10)).toHaveLength(1);
  connection.close();
  written.close();
});
