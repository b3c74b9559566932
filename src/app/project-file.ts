import { existsSync } from 'node:fs';

/** Two levels up when run as written (tests), three when run from `dist/`. */
const ROOT = [new URL('../../', import.meta.url), new URL('../../../', import.meta.url)].find((root) =>
  existsSync(new URL('package.json', root)),
);

/** A file of the project that is no code: the defaults, the demo's mapping. */
export function projectFile(path: string): URL {
  if (!ROOT) throw new Error('the project has no package.json above src/app');
  return new URL(path, ROOT);
}
