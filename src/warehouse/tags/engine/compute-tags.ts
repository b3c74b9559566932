import type { JobContext } from '../../../kernel/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { plannedAs } from '../compile-scope.ts';
import type { CompileOptions } from '../compile-tags.ts';
import type { TagDefinition } from '../definition.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { attributeColumns } from './attribute-columns.ts';
import { type Computation, computeAmongPeople, emptyColumn, isComputed, unitsOf } from './compute-columns.ts';
import { extractSegments } from './extract-segments.ts';
import { SegmentStore } from './segment-store.ts';
import type { TagColumn } from './tag-columns.ts';
import { computeUnits } from './threads.ts';
import { uploadedColumns } from './uploaded-columns.ts';

export interface ComputeOptions extends CompileOptions {
  readonly plan: readonly PlannedTag<TagDefinition>[];
  /** Folder of the segments. */
  readonly segments: string;
  readonly threads: number;
}

/** The values of every tag of a plan for everybody, by tag id. */
export async function computeTags(
  engine: SqlEngine,
  options: ComputeOptions,
  job: JobContext,
): Promise<ReadonlyMap<string, TagColumn>> {
  const store = new SegmentStore(options.segments);
  const words = await extractSegments(engine, store, {
    time: options.time,
    report: (done, total) => job.report({ step: 'reading facts', done, total }),
  });
  const [count] = await engine.rows<{ people: number }>('SELECT count(*) AS people FROM dim_user');
  const people = count!.people;
  const { plan } = options;
  const attributes = await attributeColumns(engine, plannedAs(plan, 'attribute'), { ...options, people, store });
  const bySql = plan.filter((tag) => !isComputed(tag) && tag.definition.rule.kind !== 'attribute');
  const given = new Map([...attributes, ...(await uploadedColumns(engine, bySql, options))]);
  const columns = new Map(
    plan.map((tag) => [tag.definition.id, given.get(tag.definition.id) ?? emptyColumn(tag, people, words)]),
  );
  const computation: Computation = { ...options, people, words, store, columns };
  await computeUnits(computation, unitsOf(people), { threads: options.threads, job });
  computeAmongPeople(computation, job);
  return columns;
}
