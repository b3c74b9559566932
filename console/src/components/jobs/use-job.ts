import { type JobView, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';

const POLL_MS = 400;

/** Follows long work until it ends. The work itself goes on when one leaves the page. */
export function useJob(id: string | undefined): JobView | undefined {
  const { data } = useAnswer(
    routes.getJob,
    { params: { id: id ?? '' } },
    { enabled: id !== undefined, askAgain: (last) => (last && last.state !== 'running' ? false : POLL_MS) },
  );
  return data;
}
