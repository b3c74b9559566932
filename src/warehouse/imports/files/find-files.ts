import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nearestName, TesseraError } from '../../../kernel/index.ts';

/** The files of a folder by name; it is not searched below. */
export interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

export async function openFolder(path: string): Promise<Folder> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return {
      path,
      names: entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    };
  } catch (error) {
    throw new TesseraError(
      'import.missing-file',
      { file: path, suggestion: ': there is no such folder' },
      { cause: error },
    );
  }
}

/** Names that a mapping's `file` means, in order; at least one. Throws `import.missing-file`. */
export function findFiles(folder: Folder, pattern: string): readonly string[] {
  const found = matchFiles(folder, pattern);
  if (found.length > 0) return found;
  const nearest = nearestName(pattern, folder.names);
  throw new TesseraError('import.missing-file', {
    file: join(folder.path, pattern),
    suggestion: nearest ? `; is "${nearest}" meant?` : '',
  });
}

/** Names that a mapping's `file` means, in order; maybe none. */
export function matchFiles({ names }: Folder, pattern: string): readonly string[] {
  const isMeant = new RegExp(`^${pattern.split('*').map(escapePattern).join('.*')}$`);
  return names.filter((name) => isMeant.test(name));
}

function escapePattern(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
