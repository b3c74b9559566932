import type { BusinessTime, Clock } from '../../../kernel/index.ts';
import { createFactWriter } from '../../facts/index.ts';
import type { SqlSession } from '../../sql-engine.port.ts';

/** What an operator did about tags, as the facts keep it. */
export interface TagAction {
  readonly by: string;
  readonly action: 'define' | 'retire' | 'restore' | 'set-quality' | 'publish' | 'discard';
  readonly subject: { readonly kind: 'tag' | 'tag-build'; readonly id: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes actions into `fact_operator_action`, within the caller's transaction. */
export type NoteAction = (session: SqlSession, action: TagAction) => Promise<void>;

export function createActionLog(deps: { readonly clock: Clock; readonly time: BusinessTime }): NoteAction {
  const writer = createFactWriter({ time: deps.time });
  let counter = 0;
  return async (session, { by, action, subject, detail }) => {
    const now = deps.clock.now();
    await writer.write(session, {
      table: 'fact_operator_action',
      source: 'tessera',
      batchId: 'tags',
      columns: {
        fact_key: [`tags:${action}:${subject.id}:${now}:${++counter}`],
        user_id: [null],
        occurred_at: [now],
        received_at: [now],
        operator: [by],
        action: [`tag.${action}`],
        subject_kind: [subject.kind],
        subject_id: [subject.id],
        detail: [JSON.stringify(detail)],
      },
    });
  };
}
