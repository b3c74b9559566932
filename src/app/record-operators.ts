import { randomUUID } from 'node:crypto';
import type { OperatorWrite } from '../entrypoints/http/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { EventIntake } from '../warehouse/events/index.ts';

/** `source` of the facts of what operators did here. */
const SOURCE = 'tessera-operators';

/**
 * Writes every done write of an operator into the event log as a fact, before the operator has the answer. The work is
 * done whatever comes of that, so a log that is down is told and does not turn it into a failure.
 */
export function recordOperators(deps: {
  readonly intake: Pick<EventIntake, 'ingest'>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}): (write: OperatorWrite) => Promise<void> {
  return async ({ operator, action, subjectKind, subjectId }) => {
    try {
      const payload = { operator, action, subjectKind, ...(subjectId !== undefined && { subjectId }) };
      const occurredAt = new Date(deps.clock.now()).toISOString();
      await deps.intake.ingest([
        { type: 'operator_action', messageId: randomUUID(), occurredAt, source: SOURCE, payload },
      ]);
    } catch (error) {
      deps.onFault(error);
    }
  };
}
