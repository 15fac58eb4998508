import { type LoadedPack, packLibrary } from '../pack/pack-library.js';
import { formatProblem } from '../yaml/problem.js';
import { checkSources } from './check-sources.js';

/** The national pack as if its file stated two parameters and one reading only; each cites another clause. */
const loaded: LoadedPack = {
  ...packLibrary().find('national'),
  ownParameters: ['windows', 'freshman'],
  ownReadings: ['R1'],
};

const sound = `# national

Prose may mention \`anything\`, R99 and §99.

## 国办发〔2024〕38号

| clause | says | carried by |
|---|---|---|
| 二(一) | students | \`freshman\` |
| 二(三) | a month more | R1; rule §4.4 |
| 二(三) | from 2025 | \`effectiveFrom\` |
| 三(四) | once more | see 二(三) |
| 三(六) | windows | \`windows\` (assumed) |
| 三(七) | clinics | not a rule of this ledger: the supply of care (§4.4) |
| closing | the day | \`publishedOn\` |
`;

function problemsOf(content: string, pack: LoadedPack = loaded): readonly string[] {
  const sections = new Set(['4', '4.4']);
  return checkSources(pack, { file: 'sources.md', content, sections }).map(formatProblem);
}

test('a table in which everything stated is named at its clause has no problems', () => {
  expect(problemsOf(sound)).toEqual([]);
});

const mendName = 'Name it in the row that says it, or cite another clause.';
const saysWhat = 'Name a parameter, a reading or a section, or write `not a rule of this ledger: reason`.';
const document = '国办发〔2024〕38号';

// Each row: what is broken, what the table says, what it says instead, and all the messages.
test.each<[string, string, string, ...string[]]>([
  [
    'a parameter that no row of its clause names',
    '| `freshman`',
    '| rule §4',
    `sources.md:9:1 ${document} 二(一): found no row that names freshman, expected one: pack.yaml cites this clause for it. ${mendName}`,
  ],
  [
    'a reading that no row of its clause names',
    'R1; rule',
    'rule',
    `sources.md:11:1 ${document} 二(三): found no row that names R1, expected one: pack.yaml cites this clause for it. ${mendName}`,
  ],
  [
    'a cited clause without a row',
    '| 三(六) | windows | `windows` (assumed) |\n',
    '',
    `sources.md:1:1 ${document} 三(六): found no row that names windows, expected one: pack.yaml cites this clause for it. ${mendName}`,
  ],
  [
    'a date of the head that no row names',
    '`publishedOn`',
    'rule §4',
    `sources.md:15:1 found no row that names publishedOn, expected one: pack.yaml states it. ${mendName}`,
  ],
  [
    'a name at a clause that the pack does not cite for it',
    'once more | see 二(三)',
    'once more | `windows`',
    `sources.md:12:1 ${document} 三(四): found the name windows, expected it at ${document} 三(六), the clause that pack.yaml cites for it. Mend the row, or the clause of the entry.`,
  ],
  [
    'a reading that the pack does not state itself',
    'see 二(三)',
    'R2',
    `sources.md:12:1 ${document} 三(四): found the name R2, expected a name that pack.yaml states itself. Mend the row, or the clause of the entry.`,
  ],
  [
    'an end of force that the pack does not state',
    'see 二(三)',
    '`inForceUntil`',
    `sources.md:12:1 ${document} 三(四): found the name inForceUntil, expected a name that pack.yaml states itself. Mend the row, or the clause of the entry.`,
  ],
  [
    'a name that does not exist',
    'see 二(三)',
    '`freshmen`',
    `sources.md:12:1 ${document} 三(四): found the name freshmen, expected a parameter, a reading or a date of the head. Did you mean freshman?`,
  ],
  [
    'a section that docs/domain.md does not have',
    'R1; rule §4.4',
    'R1; rule §4.5',
    `sources.md:10:1 ${document} 二(三): found §4.5, expected a section of docs/domain.md. Mend the reference.`,
  ],
  [
    'a reference to a clause without a row',
    'see 二(三)',
    'see 二(二)',
    `sources.md:12:1 ${document} 三(四): found see 二(二), expected another clause with a row under this heading. Mend the reference.`,
  ],
  [
    'a clause that nothing carries',
    'see 二(三)',
    'to be settled',
    `sources.md:12:1 ${document} 三(四): found "to be settled", expected what carries the clause. ${saysWhat}`,
  ],
  [
    '"not a rule" without a reason',
    'ledger: the supply of care (§4.4)',
    'ledger',
    `sources.md:14:1 ${document} 三(七): found no reason, expected why the clause is no rule of this ledger. Write \`not a rule of this ledger: reason\`.`,
  ],
  [
    '"not a rule" and a rule in one row',
    '`windows` (assumed)',
    'not a rule of this ledger: no day is given, `windows`',
    `sources.md:13:1 ${document} 三(六): found "not a rule" beside windows, expected one of the two. Split the row where it says two things.`,
  ],
  [
    'two clauses in one row',
    '| 三(七) |',
    '| 三(七), 四(八) |',
    `sources.md:14:1 ${document} 三(七), 四(八): found | 三(七), 四(八) | clinics | not a rule of this ledger: the supply of care (§4.4) |, expected one clause in the first cell. Mend the row.`,
  ],
  [
    'an empty cell',
    '| clinics |',
    '| |',
    `sources.md:14:1 ${document} 三(七): found | 三(七) | | not a rule of this ledger: the supply of care (§4.4) |, expected no empty cell. Mend the row.`,
  ],
  [
    'a cell too many',
    '| clinics |',
    '| clinics | 2024 |',
    `sources.md:14:1 ${document} 三(七): found | 三(七) | clinics | 2024 | not a rule of this ledger: the supply of care (§4.4) |, expected three cells: clause, says, carried by. Mend the row.`,
  ],
])('reported: %s', (_name, seen, instead, ...messages) => {
  const broken = sound.replace(seen, instead);
  expect(broken).not.toBe(sound);
  expect(problemsOf(broken)).toEqual(messages);
});

test('a table under another heading is no table of the document', () => {
  const messages = problemsOf(sound.replace(`## ${document}`, '## 国办发〔2024〕39号')).join('\n');
  expect(messages).toContain(
    `${document}: found no table, expected a table under the heading \`## ${document}\``,
  );
  expect(messages).toContain(`${document} 三(六): found no row that names windows`);
});

test('rows without a heading are reported, each', () => {
  const messages = problemsOf(sound.replace(`## ${document}\n`, ''));
  expect(messages.filter((message) => message.includes('a heading `## document number`'))).toHaveLength(7);
});

test('a date that is left open with a note has its row, too', () => {
  const noted = { ...loaded, notes: { inForceUntil: 'A deployment supplies the day.' } };
  expect(problemsOf(sound, noted)).toEqual([
    expect.stringContaining('found no row that names inForceUntil, expected one: pack.yaml states it.'),
  ]);
  expect(problemsOf(sound.replace('`publishedOn`', '`publishedOn`, `inForceUntil`'), noted)).toEqual([]);
});

test('each clause of a dated value has its row', () => {
  const [row] = loaded.pack.parameters.freshman;
  if (row === undefined) throw new Error('The national pack states `freshman`.');
  const later = { ...row, clause: { ...row.clause, at: '四(八)' } };
  const parameters = { ...loaded.pack.parameters, freshman: [row, later] };
  expect(problemsOf(sound, { ...loaded, pack: { ...loaded.pack, parameters } })).toEqual([
    expect.stringContaining(`${document} 四(八): found no row that names freshman`),
  ]);
});

test('a table may be indented, aligned, and hold an escaped sign', () => {
  const aligned = sound
    .replace('|---|---|---|', '| :--- | :---: | ---: |')
    .replace('| a month more |', '| a month \\| more |')
    .replace(/^\|/gm, '  |');
  expect(problemsOf(aligned)).toEqual([]);
});

test('a space within a clause says nothing, on either side', () => {
  expect(problemsOf(sound.replace('| 三(六) |', '| 三 (六) |'))).toEqual([]);
  const [row] = loaded.pack.parameters.windows;
  if (row === undefined) throw new Error('The national pack states `windows`.');
  const spaced = [{ ...row, clause: { ...row.clause, at: '三 (六)' } }];
  const parameters = { ...loaded.pack.parameters, windows: spaced };
  expect(problemsOf(sound, { ...loaded, pack: { ...loaded.pack, parameters } })).toEqual([]);
});

test.each([
  [
    'a row without an end',
    '| clinics | not a rule of this ledger: the supply of care (§4.4) |',
    '| clinics | not',
    'a row that ends with |',
  ],
  [
    'another header',
    '| clause | says | carried by |',
    '| clause | carried by | says |',
    'the columns clause, says, carried by',
  ],
  ['no header', '| clause | says | carried by |\n', '', 'the columns clause, says, carried by'],
  ['rows without the outer signs', '|---|---|---|', '---|---|---', 'rows that begin and end with |'],
])('what cannot be read as a table is reported: %s', (_name, seen, instead, expected) => {
  const messages = problemsOf(sound.replace(seen, instead));
  expect(messages).toContainEqual(expect.stringContaining(`expected ${expected}`));
});

test('a table of a document that the pack does not cite is reported', () => {
  const stray =
    '\n## 国办发〔2024〕39号\n\n| clause | says | carried by |\n|---|---|---|\n| 一 | aims | rule §4 |\n';
  expect(problemsOf(sound + stray)).toEqual([
    expect.stringContaining('国办发〔2024〕39号: found a table of a document that the pack does not cite'),
  ]);
  // A date of the head may rest on another document, such as the notice that hands the text on.
  expect(problemsOf(sound + stray.replace('rule §4', '`publishedOn`'))).toEqual([]);
});
