import { useRef } from 'react';
import type { JobView } from '../../../../src/contract/index.ts';

/** Rest time by the pace since this was first shown (the server's clock may not be ours); undefined while unknown. */
export function useRestMs(job: JobView): number | undefined {
  const first = useRef<{ readonly step: string; readonly done: number; readonly at: number }>(undefined);
  const { done, total, step } = job.progress;
  const now = performance.now();
  if (first.current?.step !== step) first.current = { step, done, at: now };
  return restMs({ done: done - first.current.done, left: total - done, spentMs: now - first.current.at });
}

/** Needs half a second of work to go by. */
export function restMs(pace: {
  readonly done: number;
  readonly left: number;
  readonly spentMs: number;
}): number | undefined {
  if (pace.done <= 0 || pace.left <= 0 || pace.spentMs < 500) return undefined;
  return Math.round((pace.spentMs / pace.done) * pace.left);
}
