import type { BusinessTime, DayNumber, Instant } from '../../kernel/index.ts';
import { changesAfter } from '../../warehouse/changes/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import { type CataloguedTag, compileLiveCounts, type LiveCount } from '../../warehouse/tags/index.ts';

/** The build that counters go on from. */
export interface LiveBase {
  readonly version: number;
  readonly builtAt: Instant;
  readonly asOf: DayNumber;
  readonly definitions: readonly CataloguedTag[];
}

export interface LiveOptions {
  readonly engine: SqlEngine;
  readonly time: BusinessTime;
  readonly moneyDecimals: number;
}

/** What each person's facts of one day add to the tags of one fact. */
type DayCounts = ReadonlyMap<string, Float64Array>;

/**
 * What facts from the as-of day of one build on add to its live tags, by person and business day. It is a function of
 * the facts and of nothing else: a day that the log of changes names is counted anew as a whole, so an event that comes
 * twice, late, corrected or erased, by HTTP or by file, leaves what a count over all facts would give. Nothing is kept
 * on disk.
 */
export class LiveCounters {
  readonly base: LiveBase;
  readonly tagIds: readonly string[];
  readonly #counts: readonly LiveCount[];
  readonly #days: readonly Map<DayNumber, DayCounts>[];
  readonly #places: ReadonlyMap<string, { readonly count: number; readonly column: number }>;
  #seq: number | undefined;

  constructor(base: LiveBase, { time, moneyDecimals }: LiveOptions) {
    this.base = base;
    this.#counts = compileLiveCounts(base.definitions, { time, moneyDecimals });
    this.#days = this.#counts.map(() => new Map());
    const places = this.#counts.flatMap(({ tagIds }, count) =>
      tagIds.map((id, column) => [id, { count, column }] as const),
    );
    this.#places = new Map(places);
    this.tagIds = [...this.#places.keys()];
  }

  /** Brings the counters up to the facts that are committed by now. */
  async refresh(engine: SqlEngine): Promise<void> {
    if (this.#counts.length === 0) return;
    // The log before the facts: what is written in between is counted twice over, as the same day again.
    const { seq, changes } = await changesAfter(engine, this.#seq ?? 0);
    const { asOf } = this.base;
    for (const [i, count] of this.#counts.entries()) {
      const touched = changes.filter(({ fact, day }) => fact === count.table && day >= asOf).map(({ day }) => day);
      if (this.#seq === undefined) await this.#count(engine, i);
      else if (touched.length > 0) await this.#count(engine, i, touched);
    }
    this.#seq = seq;
  }

  /** What is added to each of `tagIds`. */
  partsOf(userId: string): readonly number[] {
    return this.tagIds.map((id) => {
      const { count, column } = this.#places.get(id)!;
      let sum = 0;
      for (const counts of this.#days[count]!.values()) sum += counts.get(userId)?.[column] ?? 0;
      return sum;
    });
  }

  async #count(engine: SqlEngine, i: number, days?: readonly DayNumber[]): Promise<void> {
    const { sql, values } = this.#counts[i]!.compile(this.base.asOf, days);
    const [users, dayNumbers, ...columns] = await engine.columns(sql, values);
    const counted = new Map<DayNumber, Map<string, Float64Array>>((days ?? []).map((day) => [day, new Map()]));
    (users!.values as readonly string[]).forEach((userId, row) => {
      const day = dayNumbers!.values[row] as number;
      const counts = counted.get(day) ?? new Map<string, Float64Array>();
      counted.set(day, counts);
      counts.set(
        userId,
        Float64Array.from(columns, ({ values }) => values[row] as number),
      );
    });
    if (!days) this.#days[i]!.clear();
    for (const [day, counts] of counted) this.#days[i]!.set(day, counts);
  }
}
