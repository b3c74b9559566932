import { type CallOutput, routes } from '../../../contract/index.ts';
import { brandAs, type UserId } from '../../../kernel/index.ts';
import type { Eraser, ErasureReport } from '../../../products/privacy/index.ts';
import { type Binding, bind } from '../binding.ts';
import type { Jobs } from '../jobs.ts';

/** Erase, and its proofs. */
export function eraseRoutes({ eraser, jobs }: { readonly eraser: Eraser; readonly jobs: Jobs }): readonly Binding[] {
  return [
    bind(routes.erasePerson, async ({ body, caller }) =>
      jobs.start('erase', async (job) =>
        eraser.erase({ userId: brandAs<UserId>(body.userId), confirm: body.confirm, actor: caller.name }, job),
      ),
    ),
    bind(routes.listErasures, async () => ({ erasures: (await eraser.reports()).map(reportView) })),
  ];
}

/** The contract's arrays are mutable. */
function reportView(report: ErasureReport): CallOutput<typeof routes.listErasures>['erasures'][number] {
  return { ...report, places: [...report.places] };
}
