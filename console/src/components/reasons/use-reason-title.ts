import { useCallback } from 'react';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { useLocal } from '../../i18n/index.ts';

/** Why somebody gets nothing, in words; a reason that nobody knows is shown as it is. */
export function useReasonTitle(): (reason: string) => string {
  const local = useLocal();
  const known = useAnswer(routes.listReasons).data?.reasons;
  return useCallback(
    (reason) => {
      const found = known?.find(({ id }) => id === reason);
      return found ? local(found.title) : reason;
    },
    [known, local],
  );
}
