import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { civilDate, explain, type ExplainedField, type Readings } from '#libs/enrollment';
import { written, type WrittenExplanation } from './explained.js';
import { givenUnder, type Told } from './given.js';
import { bookUnder, type PackId } from './sample-policy.js';

/** A history and what is said of it, word for word: `explained/*.yaml`, read against the rules by hand. */
interface ExplainedHistory {
  readonly name: string;
  readonly policy: PackId;
  readonly readings?: Partial<Readings>;
  readonly facts: readonly Told[];
  readonly explained: readonly (WrittenExplanation & {
    readonly on: string;
    readonly field: ExplainedField;
  })[];
}

const folder = join(__dirname, '..', '..', 'test', 'replay', 'explained');

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const told = parseDocument(readFileSync(join(folder, file), 'utf8')).toJS() as readonly ExplainedHistory[];

  test.each(told.map((history) => [history.name, history] as const))('%s', (_name, history) => {
    const { explained, policy, readings } = history;
    const { facts } = givenUnder(policy)(...history.facts);
    const book = bookUnder(policy).withReadings(readings ?? {});
    for (const { on, ...expected } of explained) {
      const explanation = explain(facts, book, { on: civilDate(on), field: expected.field });
      expect({ on, ...(explanation && written(explanation)) }).toEqual({ on, ...expected });
    }
  });
});
