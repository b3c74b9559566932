import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JobContext, type Progress, TesseraError } from '../../../kernel/index.ts';
import type { SqlEngine } from '../../sql-engine.port.ts';
import { plannedAs } from '../compile-scope.ts';
import type { CompileOptions } from '../compile-tags.ts';
import type { PlannedTag } from '../plan-tags.ts';
import { attributeColumns } from './attribute-columns.ts';
import { type Computation, computeAmongPeople, emptyColumn, isComputed, unitsOf } from './compute-columns.ts';
import { extractSegments } from './extract-segments.ts';
import { SegmentStore } from './segment-store.ts';
import type { TagColumn } from './tag-columns.ts';
import { computeUnits } from './threads.ts';
import { uploadedColumns } from './uploaded-columns.ts';

export interface ComputeOptions extends CompileOptions {
  readonly plan: readonly PlannedTag[];
  /** Folder of the segments, kept from build to build; without one they are made for this build alone. */
  readonly segmentsDirectory?: string | undefined;
}

export interface ComputedTags {
  /** Keys of everybody whom the folder knows, rising; columns have a place for each key from 0 to the last. */
  readonly keys: Uint32Array;
  /** By tag id. */
  readonly columns: ReadonlyMap<string, TagColumn>;
}

/** What the machine has to spare: a build runs beside a server that answers. */
const THREADS = 2;

/**
 * The values of every tag of a plan for everybody. Days that were touched since the last build are read from the
 * warehouse; the rest stands in segments beside it.
 */
export async function computeTags(engine: SqlEngine, options: ComputeOptions, job: JobContext): Promise<ComputedTags> {
  if (options.segmentsDirectory !== undefined)
    return computeFrom(engine, new SegmentStore(options.segmentsDirectory), { options, job });
  const directory = mkdtempSync(join(tmpdir(), 'tessera-segments-'));
  try {
    return await computeFrom(engine, new SegmentStore(directory), { options, job });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function computeFrom(
  engine: SqlEngine,
  store: SegmentStore,
  { options, job }: { readonly options: ComputeOptions; readonly job: JobContext },
): Promise<ComputedTags> {
  const words = await extractSegments(engine, store, {
    time: options.time,
    report: (done, total) => report(job, { step: 'reading facts', done, total }),
  });
  const keys = await readKeys(engine);
  const people = (keys.at(-1) ?? -1) + 1;
  const isPerson = new Uint8Array(people);
  for (const key of keys) isPerson[key] = 1;
  const { plan } = options;
  const attributes = await attributeColumns(engine, plannedAs(plan, 'attribute'), { ...options, people, store });
  const bySql = plan.filter((tag) => !isComputed(tag) && tag.definition.rule.kind !== 'attribute');
  const given = new Map([...attributes, ...(await uploadedColumns(engine, bySql, { ...options, people }))]);
  const columns = new Map(
    plan.map((tag) => [tag.definition.id, given.get(tag.definition.id) ?? emptyColumn(tag, people, words)]),
  );
  const computation: Computation = { ...options, people, isPerson, words, store, columns };
  await computeUnits(computation, unitsOf(people), { threads: THREADS, report: (progress) => report(job, progress) });
  computeAmongPeople(computation, () => report(job));
  return { keys, columns };
}

async function readKeys(engine: SqlEngine): Promise<Uint32Array> {
  const [keys] = await engine.columns('SELECT user_key FROM dim_user ORDER BY user_key');
  return Uint32Array.from(keys!.values as Float64Array);
}

/** Tells how far the work is; throws `job.cancelled` where nobody wants it any more. */
function report(job: JobContext, progress?: Progress): void {
  if (job.signal.aborted) throw new TesseraError('job.cancelled');
  if (progress) job.report(progress);
}
