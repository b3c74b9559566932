import { nearestName } from '../../../kernel/index.ts';
import type { ColumnDrift } from '../import-service.ts';
import type { ColumnShape, SourceShape, ValueKind } from './source-shape.ts';

/** Fewer values than this say nothing about what a column holds. */
const ENOUGH = 10;

/** What a kind may turn into by chance: every integer is a number, and every word could have been a date. */
const NARROWER: Partial<Readonly<Record<ValueKind, readonly ValueKind[]>>> = {
  number: ['integer'],
  'iso-time': ['iso-date'],
  time: ['date'],
};

/**
 * How the columns of a file differ from those of the file before: new, gone, renamed (the nearest name among the new
 * ones, or another name at the same place with the same kind of values), or changed in type or kind of values.
 */
export function findDrift(before: SourceShape, now: SourceShape): readonly ColumnDrift[] {
  const had = new Map(before.columns.map((column) => [column.name, column]));
  const has = new Map(now.columns.map((column) => [column.name, column]));
  const gone = before.columns.filter(({ name }) => !has.has(name));
  const fresh = new Map(now.columns.filter(({ name }) => !had.has(name)).map((column) => [column.name, column]));
  const drift: ColumnDrift[] = [];
  for (const column of gone) {
    const heir = heirOf(column, { fresh, before, now });
    if (heir === undefined) drift.push({ kind: 'gone', column: column.name });
    else {
      drift.push({ kind: 'renamed', column: heir.name, was: column.name }, ...changeOf(column, heir, now.rows));
      fresh.delete(heir.name);
    }
  }
  drift.push(...[...fresh.keys()].map((name): ColumnDrift => ({ kind: 'new', column: name })));
  for (const column of now.columns) drift.push(...changeOf(had.get(column.name), column, now.rows));
  return drift;
}

interface Candidates {
  readonly fresh: ReadonlyMap<string, ColumnShape>;
  readonly before: SourceShape;
  readonly now: SourceShape;
}

function heirOf(column: ColumnShape, { fresh, before, now }: Candidates): ColumnShape | undefined {
  const nearest = nearestName(column.name, fresh.keys());
  if (nearest !== undefined) return fresh.get(nearest);
  if (before.columns.length !== now.columns.length) return undefined;
  const there = fresh.get(now.columns[before.columns.indexOf(column)]?.name ?? '');
  const isAlike = there?.type === column.type && there.kind === column.kind && column.kind !== 'empty';
  return isAlike ? there : undefined;
}

function changeOf(was: ColumnShape | undefined, now: ColumnShape, rows: number): readonly ColumnDrift[] {
  if (!was) return [];
  if (was.type !== now.type) return [{ kind: 'changed', column: now.name, was: was.type, now: now.type }];
  if (was.kind === undefined || now.kind === undefined || was.kind === now.kind) return [];
  if ((was.known ?? 0) < ENOUGH || (now.kind === 'empty' ? rows : (now.known ?? 0)) < ENOUGH) return [];
  if (NARROWER[was.kind]?.includes(now.kind)) return [];
  return [{ kind: 'changed', column: now.name, was: was.kind, now: now.kind }];
}

/** For people, and for the detail of `import.drift`. */
export function describeDrift(drift: readonly ColumnDrift[]): string {
  return drift
    .map(({ kind, column, was, now }) => {
      if (kind === 'renamed') return `"${was}" is now called "${column}"`;
      if (kind === 'changed') return `"${column}" held ${was} and holds ${now}`;
      return kind === 'new' ? `"${column}" is new` : `"${column}" is gone`;
    })
    .join('; ');
}
