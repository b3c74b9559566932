import { findFiles, matchFiles, openFolder } from './files/find-files.ts';
import { parseMapping } from './mapping/parse-mapping.ts';

/**
 * Names in a folder that a mapping reads, its lookups' too, each once: what has to be uploaded. With `only`, that file
 * and the lookups of the sources that read it. Throws like an import would.
 */
export async function filesOf(mapping: string, folder: string, only?: string): Promise<readonly string[]> {
  const found = await openFolder(folder);
  const { sources } = parseMapping(mapping);
  const meant = sources.filter(({ file }) => only === undefined || matchFiles(found, file).includes(only));
  const files = only === undefined ? meant.flatMap(({ file }) => findFiles(found, file)) : [only];
  const lookups = meant.flatMap((source) => source.lookups.flatMap(({ file }) => findFiles(found, file)));
  return [...new Set([...files, ...lookups])];
}

/** Names in a folder that the lookups of a mapping read: what reprocessing needs beside the quarantined rows. */
export async function lookupFilesOf(mapping: string, folder: string): Promise<readonly string[]> {
  const found = await openFolder(folder);
  const { sources } = parseMapping(mapping);
  return [...new Set(sources.flatMap((source) => source.lookups.flatMap(({ file }) => findFiles(found, file))))];
}
