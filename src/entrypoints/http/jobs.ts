import type { JobView } from '../../contract/index.ts';
import { type Clock, type JobContext, type Progress, TesseraError } from '../../kernel/index.ts';

/** Long work of this process. Kept until it stops; the newest 200. */
export interface Jobs {
  /** Starts work and returns at once; its result or coded error is kept in the job. */
  start(kind: string, work: (context: JobContext) => Promise<unknown>): JobView;
  get(id: string): JobView;
  list(): readonly JobView[];
  cancel(id: string): JobView;
  /** Cancels what runs and waits for it. */
  drain(): Promise<void>;
}

interface Running {
  view: JobView;
  readonly controller: AbortController;
  readonly settled: Promise<void>;
}

/** `onFault` is told what a job died of that has no code; its reader gets the id of the job and nothing of the inside. */
export function createJobs(clock: Clock, onFault: (error: unknown, jobId: string) => void = () => {}): Jobs {
  const jobs = new Map<string, Running>();
  let counter = 0;

  const update = (id: string, change: Partial<JobView>): void => {
    const job = jobs.get(id);
    if (job) job.view = { ...job.view, ...change };
  };

  const find = (id: string): Running => {
    const job = jobs.get(id);
    if (!job) throw new TesseraError('job.not-found', { id });
    return job;
  };

  return {
    start(kind, work) {
      const id = `job-${++counter}`;
      const controller = new AbortController();
      const context: JobContext = {
        signal: controller.signal,
        report: (progress: Progress) => update(id, { progress }),
      };
      const view: JobView = {
        id,
        kind,
        state: 'running',
        progress: { step: 'starting', done: 0, total: 0 },
        startedAt: clock.now(),
      };
      const settled = Promise.resolve()
        .then(() => work(context))
        .then(
          (result) => update(id, { state: 'done', result, finishedAt: clock.now() }),
          (error: unknown) => {
            if (!(error instanceof TesseraError)) onFault(error, id);
            update(id, { ...failure(error, id), finishedAt: clock.now() });
          },
        );
      jobs.set(id, { view, controller, settled });
      if (jobs.size > 200) jobs.delete(jobs.keys().next().value!);
      return view;
    },
    get: (id) => find(id).view,
    list: () => [...jobs.values()].map((job) => job.view).reverse(),
    cancel(id) {
      const job = find(id);
      job.controller.abort();
      return job.view;
    },
    async drain() {
      for (const job of jobs.values()) job.controller.abort();
      await Promise.all([...jobs.values()].map((job) => job.settled));
    },
  };
}

function failure(error: unknown, id: string): Pick<JobView, 'state' | 'error'> {
  const known =
    error instanceof TesseraError ? error : new TesseraError('internal.fault', { requestId: id }, { cause: error });
  return { state: known.code === 'job.cancelled' ? 'cancelled' : 'failed', error: known.toBody() };
}
