import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { notFound } from '../failures/failure.js';

const YAML_FILE = /\.ya?ml$/;
/** Files of rules and regions that lie beside cases. */
const NO_CASES = /(?:^|[/\\])(?:pack|regions)\.ya?ml$/;

/**
 * The case files that an argument names: a file, every case file in a folder and below it, or a pattern with `*`
 * (within a name) and `**` (any folders), for shells that do not expand it.
 */
export function caseFilesAt(argument: string): readonly string[] {
  const isPattern = !existsSync(argument) && argument.includes('*');
  if (!isPattern && !statSync(argument).isDirectory()) return [argument];
  const folder = isPattern ? fixedFolderOf(argument) : argument;
  const matches = isPattern ? patternOf(argument) : YAML_FILE;
  const files = (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .map((name) => join(folder, name))
    .filter((path) => matches.test(path) && YAML_FILE.test(path) && !NO_CASES.test(path))
    .sort();
  if (files.length > 0) return files;
  throw notFound(
    { zh: `${argument}: 没有案例文件 (*.yaml)。`, en: `${argument}: there is no case file (*.yaml).` },
    { zh: '核对路径, 或指明案例文件。', en: 'Check the path, or name the case files.' },
  );
}

/** The part of a pattern before its first `*`, up to a folder. */
function fixedFolderOf(pattern: string): string {
  let folder = dirname(pattern);
  while (folder.includes('*')) folder = dirname(folder);
  return folder;
}

function patternOf(pattern: string): RegExp {
  const parts = join(pattern).split(/(\*\*[/\\]|\*)/);
  const source = parts.map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    return part === '*' ? '[^/\\\\]*' : '(?:.*[/\\\\])?';
  });
  return new RegExp(`^${source.join('')}$`);
}
