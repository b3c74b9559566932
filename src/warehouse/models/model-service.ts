import type { Readable } from 'node:stream';
import type { DayNumber, Instant, JobContext } from '../../kernel/index.ts';
import type { AnyModel } from './model-definition.ts';
import type { Refresh } from './refresh-models.ts';

/** One published model as it stands. */
export interface ModelInfo {
  readonly definition: AnyModel;
  /** `<id>_v<version>`: its view in the schema `published`, and its folder in an export. */
  readonly name: string;
  /** Facts, dimensions and models that its SQL names. */
  readonly inputs: readonly string[];
  /** Whether it is exported a file a day. */
  readonly isByDay: boolean;
  /** Whether its rows name people. */
  readonly hasPeople: boolean;
}

/** One file of an export. */
export interface ModelPart {
  /** Undefined for a model that is one file. */
  readonly day?: DayNumber;
  readonly rows: number;
  /** Differs whenever a row of the part does. */
  readonly fingerprint: string;
}

export interface RefreshReport extends Refresh {
  readonly durationMs: number;
}

/**
 * The published models of one folder. They follow the facts by `refresh`, which runs in the background of a server and
 * after imports; between refreshes they show the facts as they were at the last one.
 */
export interface ModelService {
  list(): readonly ModelInfo[];
  /** By id or published name. Throws `model.not-found`. */
  get(id: string): ModelInfo;
  /** Rows of the published view. */
  count(id: string): Promise<number>;
  /** First rows of the published view in the order of its key, as plain values: dates ISO, moments epoch milliseconds. */
  sample(id: string, limit: number): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /**
   * Recomputes what changed since the last refresh; one at a time. `isFull` recomputes everything, for doubt: it must
   * change nothing. Cancelled or killed, it leaves the models as they were.
   */
  refresh(job: JobContext, options?: { readonly isFull?: boolean }): Promise<RefreshReport>;
  /** When the models last met the facts; undefined before the first refresh. */
  refreshedAt(): Promise<Instant | undefined>;
  /** The files of an export with their fingerprints, by day. */
  parts(id: string): Promise<readonly ModelPart[]>;
  /** One part as Parquet, rows in the order of the key. Its file is temporary and goes when the stream closes. */
  readPart(id: string, day?: DayNumber): Promise<Readable>;
}
