import { resolve } from 'node:path';
import type { TagServiceDeps } from '../warehouse/tags/index.ts';
import type { Config } from './config.ts';

/** Where the folder keeps older tag builds, and for how long. */
export function buildKeeping({
  dataDir,
  tags,
}: Config): Required<Pick<TagServiceDeps, 'archiveDirectory' | 'segmentsDirectory' | 'retention'>> {
  return {
    archiveDirectory: resolve(dataDir, 'tag-builds'),
    segmentsDirectory: resolve(dataDir, 'tag-segments'),
    retention: { keepTables: tags.keep_tables, keepDays: tags.keep_days, keepMonths: tags.keep_months },
  };
}
