import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EXPLAINED_FIELDS,
  explain,
  fieldValue,
  pooledFundOn,
  READING_IDS,
  type ReadingId,
  type Readings,
  READINGS,
} from '#libs/enrollment';
import {
  historyAt,
  packLibrary,
  type ReadingStory,
  readingStories,
  runCase,
  standingAt,
  submit,
} from '#libs/policy';

const library = packLibrary();
const stories = readingStories(library);

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const listed = (id: ReadingId): readonly unknown[] => READINGS[id].choices;

/** The other listed choices under which a story comes out differently. */
function differingChoices({ read, case: told, id, choice }: ReadingStory): readonly unknown[] {
  return listed(id).filter((other) => {
    if (isSame(other, choice)) return false;
    const readings: Partial<Readings> = { [id]: other };
    return !runCase({ ...read, case: { ...told, readings } }).passed;
  });
}

describe.each(READING_IDS)('%s', (id) => {
  const own = stories.filter((story) => story.id === id);
  const choices = listed(id);

  test('every listed choice has a story, and any two of them are told apart', () => {
    const tellsApart = (choice: unknown, other: unknown): boolean =>
      own.some(
        (story) =>
          isSame(story.choice, choice) && differingChoices(story).some((each) => isSame(each, other)),
      );
    const untold = choices.filter((choice) => !own.some((story) => isSame(story.choice, choice)));
    const alike = choices.flatMap((a, index) =>
      choices
        .slice(index + 1)
        .filter((b) => !tellsApart(a, b) && !tellsApart(b, a))
        .map((b) => [a, b]),
    );
    expect({ untold, alike }).toEqual({ untold: [], alike: [] });
  });
});

describe.each(stories.map((story) => [story.case.pack.id, story.read.name, story] as const))(
  '%s: %s',
  (_pack, _name, story) => {
    const { case: told, id, choice } = story;
    const submission = submit(told);

    test('the standing cites the reading, and the explanation has what each other choice would give', () => {
      const { accepted, book } = submission;
      const others = listed(id).filter((other) => !isSame(other, choice));
      const seen = { cited: 0, explained: 0 };
      for (const { on } of told.expect) {
        const here = standingAt(submission, { on })!;
        if (here.readingIds.includes(id)) seen.cited += 1;
        const there = others.map((other) => {
          const flipped = { ...submission, book: book.withReadings({ [id]: other }) };
          return { choice: other, standing: standingAt(flipped, { on })! };
        });
        for (const field of EXPLAINED_FIELDS) {
          const alternatives = there.map((each) => ({
            choice: each.choice,
            result: fieldValue(each.standing, field),
          }));
          if (alternatives.every(({ result }) => isSame(result, fieldValue(here, field)))) continue;
          seen.explained += 1;
          const explained = explain(accepted, book, { on, field })?.readings;
          const { confidence } = told.pack.readings[id];
          expect(explained).toContainEqual({ id, choice, confidence, alternatives });
        }
      }
      expect(seen.cited).toBeGreaterThan(0);
      // What a reading refuses is no fact, so only the refusal tells.
      const isDecided =
        differingChoices(story).length > 0 && told.facts.every(({ refused }) => refused === null);
      if (isDecided) expect(seen.explained).toBeGreaterThan(0);
    });

    test('a pack that makes the choice in its file gives the same', () => {
      const folder = mkdtempSync(join(tmpdir(), 'canbao-reading-'));
      try {
        const { parameters: _parameters, readings: _readings, digest: _digest, ...head } = told.pack;
        const clause = { document: head.document, at: '一', paraphrase: { zh: '样例', en: 'a sample' } };
        const entry = { choice, clause: 'sample', evidence: 'A sample.', confidence: 'low' };
        const content = {
          ...head,
          id: 'sample',
          extends: head.id,
          clauses: { sample: clause },
          parameters: {},
          readings: { [id]: entry },
        };
        writeFileSync(join(folder, 'pack.yaml'), JSON.stringify(content));
        const { pack } = library.load(folder);
        expect(pack.readings[id].choice).toEqual(choice);
        expect(runCase({ ...story.read, case: { ...told, pack, readings: {} } }).report).toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);

test('R33 no: benefits run during a wait while the pooled fund pays nothing, and the explanation says so', () => {
  const told = stories.find((each) => each.id === 'R33' && each.choice === 'no')?.case;
  const [expected] = told?.expect ?? [];
  if (told === undefined || expected === undefined) throw new Error('The story of R33 is missing.');
  const { on } = expected;
  const submission = submit(told);
  const history = historyAt(submission, { on });
  expect(expected.standing.benefitEligible).toBe(true);
  expect(history && pooledFundOn(history, on)).toEqual({ payable: false, reasons: ['in-waiting-period'] });
  const explained = explain(submission.accepted, submission.book, { on, field: 'benefitEligible' });
  expect(explained?.sentences.en.join()).toMatch(/pooled fund pays nothing, major-illness insurance may pay/);
  expect(explained?.sentences.zh.join()).toMatch(/统筹基金不支付, 大病保险可以支付/);
});
