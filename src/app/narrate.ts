import type { JobContext, Progress } from '../kernel/index.ts';

/** A job context that says each step once and each tenth of it. */
export function narrate(say: (line: string) => void, signal: AbortSignal = new AbortController().signal): JobContext {
  let last = '';
  return {
    signal,
    report: (progress) => {
      const line = lineOf(progress);
      if (line !== last) say(line);
      last = line;
    },
  };
}

function lineOf({ step, done, total }: Progress): string {
  return total > 0 ? `  ${step} ${Math.floor((10 * done) / total) * 10} %` : `  ${step}`;
}
