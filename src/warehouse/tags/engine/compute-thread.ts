import { parentPort, workerData } from 'node:worker_threads';
import type { DayNumber } from '../../../kernel/index.ts';
import type { TagDefinition } from '../definition.ts';
import { planTags } from '../plan-tags.ts';
import { createUnitComputation, peopleOf } from './compute-columns.ts';
import type { Unit } from './compute-facts.ts';
import { SegmentStore } from './segment-store.ts';
import type { TagColumn } from './tag-columns.ts';
import { Words } from './words.ts';

/** What a thread needs to compute units; columns of fixed width are in shared memory. */
export interface ThreadData {
  readonly definitions: readonly TagDefinition[];
  readonly asOf: DayNumber;
  readonly moneyDecimals: number;
  readonly people: number;
  readonly isPerson: Uint8Array;
  readonly words: ReadonlyMap<string, readonly string[]>;
  readonly segments: string;
  readonly columns: ReadonlyMap<string, TagColumn>;
}

/** A unit that is done, with what shared memory cannot hold. */
export interface UnitDone {
  readonly unit: Unit;
  readonly lists: readonly { readonly id: string; readonly values: readonly (Uint32Array | null)[] }[];
}

if (parentPort) serve(parentPort, workerData as ThreadData);

function serve(port: NonNullable<typeof parentPort>, data: ThreadData): void {
  const plan = planTags(data.definitions, data.moneyDecimals);
  const compute = createUnitComputation({
    ...data,
    plan,
    words: new Words(data.words),
    store: new SegmentStore(data.segments),
  });
  port.on('message', (unit: Unit) => {
    compute(unit);
    const [from, to] = peopleOf(unit, data.people);
    const lists = [...data.columns].flatMap(([id, column]) =>
      column.kind === 'list' ? [{ id, values: column.values.slice(from, to) }] : [],
    );
    port.postMessage({ unit, lists } satisfies UnitDone);
  });
}
