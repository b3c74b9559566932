import { type JobView, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';

/** Long work of a kind (`tags.build`, or a beginning like `import`) that goes on, whoever started it: one may have left the page. */
export function useRunningJob(kind: string): JobView | undefined {
  const { data } = useAnswer(routes.listJobs, {}, { askAgain: () => 5000 });
  return data?.jobs.find((job) => job.kind.startsWith(kind) && job.state === 'running');
}
