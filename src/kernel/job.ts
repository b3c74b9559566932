/** What long work tells while it runs; `done` and `total` in units of its own (rows, people), `total` 0 while unknown. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** Handed to long work: report often, and stop soon after `signal` aborts (throw `job.cancelled`). */
export interface JobContext {
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

/** For callers that neither watch nor cancel. */
export const UNWATCHED: JobContext = { signal: new AbortController().signal, report: () => {} };
