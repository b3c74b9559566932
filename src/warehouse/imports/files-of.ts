import { findFiles, openFolder } from './files/find-files.ts';
import { parseMapping } from './mapping/parse-mapping.ts';

/** Names in a folder that a mapping reads, its lookups' too, each once: what has to be uploaded. Throws like an import would. */
export async function filesOf(mapping: string, folder: string): Promise<readonly string[]> {
  const found = await openFolder(folder);
  const patterns = parseMapping(mapping).sources.flatMap(({ file, lookups }) => [
    file,
    ...lookups.map((lookup) => lookup.file),
  ]);
  return [...new Set(patterns.flatMap((pattern) => findFiles(found, pattern)))];
}
