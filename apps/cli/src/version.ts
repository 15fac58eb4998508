import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of the package that this program is part of. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** The folder of the package: the nearest one above this file that has a manifest, from the sources and from dist alike. */
export function packageRoot(folder = __dirname): string {
  try {
    readFileSync(join(folder, 'package.json'));
    return folder;
  } catch (error) {
    const parent = dirname(folder);
    if (parent === folder) throw error;
    return packageRoot(parent);
  }
}
