import type { ImportedFile, ImportResult, Reject } from '../../../warehouse/imports/index.ts';
import { table } from '../table.ts';

/** What an import or a reprocessing did, as a person reads it. */
export function importReport({ dryRun, files, samples, rejects }: ImportResult): string {
  return [
    fileTable(files),
    ...samples.flatMap(({ file, target, rows }) => [
      '',
      `${file} → ${target}`,
      ...rows.map((row) => `  ${JSON.stringify(row)}`),
    ]),
    ...driftLines(files),
    ...(rejects.length > 0 ? ['', rejectTable(rejects)] : []),
    ...(dryRun ? ['', 'Dry run: nothing was written.'] : []),
  ].join('\n');
}

function fileTable(files: readonly ImportedFile[]): string {
  const rows = files.map((file) => [
    file.file,
    file.target,
    file.rowsRead,
    file.rowsWritten,
    file.rowsKnown,
    file.rowsRejected,
    file.unchanged ? 'known already' : file.rowsSuppressed ? `${file.rowsSuppressed} of erased people left out` : '',
  ]);
  return table(['file', 'target', 'read', 'written', 'known', 'rejected', ''], rows);
}

interface Drift {
  readonly kind: 'new' | 'gone' | 'renamed' | 'changed';
  readonly column: string;
  readonly was?: string | undefined;
  readonly now?: string | undefined;
}

export function driftLines(
  files: readonly { readonly file: string; readonly drift: readonly Drift[] }[],
): readonly string[] {
  return files
    .filter(({ drift }) => drift.length > 0)
    .flatMap(({ file, drift }) => [
      '',
      `${file} differs from the file before:`,
      ...drift.map((change) => `  ${wordsOf(change)}`),
    ]);
}

function wordsOf({ kind, column, was, now }: Drift): string {
  if (kind === 'renamed') return `${was} is now called ${column}`;
  if (kind === 'changed') return `${column} held ${was} and holds ${now}`;
  return kind === 'new' ? `${column} is new` : `${column} is gone`;
}

export function rejectTable(rejects: readonly Reject[]): string {
  const rows = rejects.map(({ file, line, field, reason, row }) => [
    file,
    line === null ? '' : String(line),
    field,
    reason,
    row.slice(0, 80),
  ]);
  return table(['file', 'line', 'field', 'reason', 'row'], rows);
}
