import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package: the nearest above this file with a manifest, from the sources and from dist alike. */
export const PACKAGE_FOLDER = folderWithManifest(__dirname);

/** The version of the program, reported as `engine` in every answer. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

function folderWithManifest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package.json of the package is missing: install it again.');
  return folderWithManifest(parent);
}
