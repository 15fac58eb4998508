import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** The guide of whoever adds a region. */
export const GUIDE = readFileSync(join(ROOT, 'docs', 'adding-a-region.md'), 'utf8');

/** The numbers of the sections of docs/domain.md, to which a table of sources may refer. */
export const SECTIONS_OF_THE_DOMAIN: ReadonlySet<string> = new Set(
  [...readFileSync(join(ROOT, 'docs', 'domain.md'), 'utf8').matchAll(/^#{2,3} (\d+(?:\.\d+)?)\b/gm)].map(
    ([, section = '']) => section,
  ),
);

/** A fenced block: the words after its language (a file name, or what kind of fragment it is), and its lines. */
export interface Block {
  readonly language: string;
  readonly title: string;
  readonly content: string;
}

/** The fenced blocks that begin at the left margin, in their order. */
export const BLOCKS: readonly Block[] = [...GUIDE.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', title = '', content = '']) => ({ language, title, content }),
);

/** The blocks with a title. */
export function blocksTitled(title: string): readonly string[] {
  return BLOCKS.filter((block) => block.title === title).map(({ content }) => content);
}

/** The rows of the table of a section whose first column has this title, without the heading: trimmed cells. */
export function tableOf(heading: string, firstColumn: string): readonly (readonly string[])[] {
  const section = GUIDE.split(/^#{2,3} /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`The guide has no section "${heading}".`);
  const table = section
    .split('\n\n')
    .map((paragraph) =>
      paragraph
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map(cellsOf),
    )
    .find(([titles]) => titles?.[0] === firstColumn);
  if (table === undefined) throw new Error(`Section "${heading}" has no table of "${firstColumn}".`);
  return table.slice(2);
}

/** What stands in backticks. */
export function codesIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** What the first cells of a table name in backticks. */
export function namesIn(heading: string, firstColumn: string): readonly string[] {
  return tableOf(heading, firstColumn).flatMap(([first]) => codesIn(first));
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
