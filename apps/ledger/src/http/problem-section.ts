import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../package-folder.js';
import { PROBLEM_TYPES, type ProblemCode } from './problem-types.js';

/** The reference of all problems; it ships with the package. */
const file = join(PACKAGE_FOLDER, 'docs', 'problems.md');

const sections = existsSync(file) ? sectionsOf(readFileSync(file, 'utf8')) : new Map<string, string>();

/** The page of a problem type: its section of docs/problems.md below its title and status. */
export function problemPage(code: ProblemCode): string {
  const { status, title } = PROBLEM_TYPES[code];
  const body = (sections.get(code) ?? `**${String(status)}** · ${title.zh} · ${title.en}`)
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${inline(paragraph.trim())}</p>`);
  return page(code, [
    `<h1>${escaped(title.zh)}</h1>`,
    `<p><code>${code}</code></p>`,
    ...body,
    '<p><a href="/problems">/problems</a></p>',
  ]);
}

/** The list of every problem type. */
export function problemIndex(): string {
  const rows = Object.entries(PROBLEM_TYPES).map(
    ([code, { status, title }]) =>
      `<li>${String(status)} <a href="/problems/${code}">${code}</a>: ${escaped(title.zh)} / ${escaped(title.en)}</li>`,
  );
  return page('problems', ['<h1>Problems</h1>', `<ul>${rows.join('\n')}</ul>`]);
}

/** The text below each heading that is a code in backquotes, of any level. */
function sectionsOf(markdown: string): Map<string, string> {
  const parts = markdown.split(/^#+ +`([a-z-]+)`.*$/m).slice(1);
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    found.set(parts[index] ?? '', (parts[index + 1] ?? '').split(/^#/m)[0] ?? '');
  }
  return found;
}

function page(title: string, body: readonly string[]): string {
  const head = `<meta charset="utf-8"><title>${title}</title>`;
  return `<!doctype html>\n<html lang="zh-CN"><head>${head}</head><body>\n${body.join('\n')}\n</body></html>\n`;
}

function inline(markdown: string): string {
  return escaped(markdown)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
