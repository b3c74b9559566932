import { routes } from '../../../contract/index.ts';
import type { EventIntake } from '../../../warehouse/events/index.ts';
import { type Binding, bind } from '../binding.ts';

/** Ingest of facts, answered once they are on disk. */
export function eventRoutes({ intake }: { readonly intake: EventIntake }): readonly Binding[] {
  return [
    bind(routes.ingestEvents, async ({ body }) => {
      const { rejected, ...outcome } = await intake.ingest(body.events);
      return { ...outcome, rejected: [...rejected] };
    }),
  ];
}
