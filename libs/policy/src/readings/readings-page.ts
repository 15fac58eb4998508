import type { Confidence, PolicyPack } from '#libs/enrollment';
import { writtenChoice } from './choice.js';
import { type PackChoice, type ReadingInPacks, readingsInPacks } from './reading-register.js';
import type { ReadingStory } from './reading-stories.js';

/** Headings and words of the page; a person who reads either language finds everything. */
const HEAD = `<!-- Made by \`npm run docs\` from the register of readings, the packs and their cases; a test fails when it is stale. -->

# 解读 Readings

政策原文留有选择之处, 各规则包以有编号的“解读”作出选择。本页列出每项解读的问题、可选的取值、各取值改变什么、随附规则包的选择及其依据和把握, 以及说明它的案例。
规则包的 \`readings:\` 或提问时的 \`readings\` 即可改变选择, 无需改程序。

Where a text leaves a choice, each pack makes it under a numbered reading. This page has the question of each, the
choices, what each of them changes, what the shipped packs chose with evidence and confidence, and the cases that show
it. A choice is changed in \`readings:\` of a pack, or for one question with \`readings\`, without a change of the
program. How a pack states one: [adding-a-region.md](adding-a-region.md); the rules themselves: [domain.md](domain.md) §4, §6.
`;

const confidences: Readonly<Record<Confidence, string>> = {
  high: '高 high',
  medium: '中 medium',
  low: '低 low',
};

/** The page of docs about the readings, in Markdown: every reading with what the packs chose, and the stories that tell. */
export function readingsPage(packs: readonly PolicyPack[], stories: readonly ReadingStory[]): string {
  const sections = readingsInPacks(packs).map((reading) => section(reading, stories));
  return [HEAD, ...sections].join('\n');
}

function section(reading: ReadingInPacks, stories: readonly ReadingStory[]): string {
  const { id, question, alternatives, number, packs } = reading;
  const own = stories.filter((story) => story.id === id);
  return [
    `## ${id}`,
    '',
    question.zh,
    '',
    question.en,
    '',
    '| 取值 choice | 结果 what it changes |',
    '|---|---|',
    ...alternatives.map(({ choice, effect }) => row(code(choice), `${effect.zh}<br>${effect.en}`)),
    ...(number === null
      ? []
      : [
          row(
            number.key === null ? `\`<${number.unit}>\`` : `\`${number.key}: <${number.unit}>\``,
            `其他数字同理, ${number.min} 至 ${number.max}<br>any other number likewise, ${number.min} to ${number.max}`,
          ),
        ]),
    '',
    '| 规则包 pack | 选择 choice | 条款 clause | 把握 confidence | 依据 evidence |',
    '|---|---|---|---|---|',
    ...packs.map(packRow),
    '',
    '案例 Cases:',
    '',
    ...own.map(({ read, case: told }) => `- [${told.pack.id}](${caseFile(read)}): ${read.name}`),
    '',
  ].join('\n');
}

/** The file of a case as the pages of `docs` name it. */
function caseFile({ file }: ReadingStory['read']): string {
  return `../policies/${file.split(/[\\/]/).slice(-3).join('/')}`;
}

function packRow({ pack, choice, clause, confidence, evidence }: PackChoice): string {
  return row(pack, code(choice), `${clause.document} ${clause.at}`, confidences[confidence], evidence);
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(choice: unknown): string {
  return `\`${writtenChoice(choice)}\``;
}
