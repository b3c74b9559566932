import { readFileSync } from 'node:fs';
import { projectFile } from './project-file.ts';

/** Version of the package, as in package.json. */
export const VERSION: string = (JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { version: string })
  .version;
