import type { Literal } from '../../expression/index.ts';
import { type ConditionScope, quoteName, type SqlColumn, type SqlParameters } from '../../warehouse/tags/index.ts';
import type { Shift } from './plan-query.ts';
import { type DimensionColumn, SOURCES, type Source, type SourceId } from './source.ts';

/** Names of one source as SQL; collects the joins that the dimensions asked for need. */
export class SourceScope {
  readonly parameters: SqlParameters;
  readonly #source: Source;
  readonly #joins = new Map<string, string>();
  readonly #columns = new Set<string>();

  constructor(source: SourceId, parameters: SqlParameters) {
    this.parameters = parameters;
    this.#source = SOURCES[source];
  }

  get rows(): string {
    return `${this.#source.from} AS f`;
  }

  /** The source, or rows in its place that have the columns named, with the joins; complete once all names were asked for. */
  from(rows = this.rows): string {
    return [rows, ...this.#joins.values()].join(' ');
  }

  /** Columns named so far. */
  get columns(): readonly string[] {
    return [...this.#columns];
  }

  get hasJoins(): boolean {
    return this.#joins.size > 0;
  }

  /** Whether the columns named so far have few values. */
  get isCoarse(): boolean {
    return this.columns.every((name) => this.#source.coarse?.includes(name));
  }

  column(name: string): SqlColumn {
    if (name === 'day') return { sql: this.#name('day'), type: 'date' };
    const type = this.#source.columns[name];
    if (!type) throw new Error(`a measure names ${name}, which its source lacks`);
    return { sql: this.#name(name), type };
  }

  /** A dimension as a key of rows: words, and for time the first day of the bucket. */
  key(dimension: string, shift: Shift | undefined): string {
    const day = () => (shift ? this.#later(this.#name('day'), shift) : this.#name('day'));
    if (dimension === 'day') return day();
    if (dimension === 'week' || dimension === 'month') return `date_trunc('${dimension}', ${day()})::DATE`;
    if (dimension === 'weekday') return `isodow(${day()})::VARCHAR`;
    return this.#word(dimension);
  }

  /** A dimension as conditions see it: a date, or the word that rows show. */
  condition(dimension: string): SqlColumn {
    if (dimension === 'day') return this.column('day');
    if (dimension === 'week') return { sql: `strftime(${this.#name('day')}, '%G-W%V')`, type: 'category' };
    if (dimension === 'month') return { sql: `strftime(${this.#name('day')}, '%Y-%m')`, type: 'category' };
    return { sql: this.key(dimension, undefined), type: 'category' };
  }

  /** A day, moved back to the earlier period where there is one. */
  earlier(day: Literal, shift: Shift | undefined): string {
    const bound = this.parameters.bind(day, 'date');
    return shift ? `(${bound} - INTERVAL (${this.#count(shift)}) ${shift.unit})::DATE` : bound;
  }

  #later(day: string, shift: Shift): string {
    return `(${day} + INTERVAL (${this.#count(shift)}) ${shift.unit})::DATE`;
  }

  #count(shift: Shift): string {
    return this.parameters.bind(shift.count, 'integer');
  }

  #word(dimension: string): string {
    const column = this.#source.dimensions[dimension];
    if (column === undefined) throw new Error(`the source lacks the dimension ${dimension}`);
    return this.#wordSql(column);
  }

  #wordSql(column: DimensionColumn): string {
    if (typeof column === 'string') return this.#name(column);
    if ('isKnown' in column) return `CASE WHEN ${this.#name(column.isKnown)} IS NULL THEN 'no' ELSE 'yes' END`;
    const alias = quoteName(`${column.table}.${column.column}`);
    // Grouped, so that a key which a dimension table has twice can never double money.
    this.#joins.set(
      alias,
      `LEFT JOIN (SELECT ${column.tableKey} AS id, min(${column.column}) AS word FROM ${column.table} GROUP BY 1) ${alias} ON ${alias}.id = ${this.#name(column.key)}`,
    );
    return `${alias}.word`;
  }

  #name(column: string): string {
    this.#columns.add(column);
    return `f.${quoteName(column)}`;
  }
}

/** For conditions on dimensions (`where` of a query). */
export function dimensionScope(scope: SourceScope): ConditionScope {
  return { parameters: scope.parameters, column: (dimension) => scope.condition(dimension) };
}

/** For conditions on columns (`where` of a measure). */
export function columnScope(scope: SourceScope): ConditionScope {
  return { parameters: scope.parameters, column: (name) => scope.column(name) };
}
