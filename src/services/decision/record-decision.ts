import type { Instant } from '../../kernel/index.ts';
import type { Choice } from './choose.ts';
import type { Attempt, Decision, DecisionInputs } from './decision.ts';
import { decisionIdOf } from './decision-key.ts';
import type { Flow } from './flow.ts';
import { settle } from './settle.ts';

export interface Decided {
  readonly key: string;
  readonly at: Instant;
  readonly flow: Flow;
  readonly inputs: DecisionInputs;
  readonly choice: Choice;
  readonly attempts: readonly Attempt[];
}

/** A decision as the log keeps it. */
export function recordDecision({ key, at, flow, inputs, choice, attempts }: Decided): Decision {
  return {
    id: decisionIdOf(key),
    key,
    at,
    flowId: flow.id,
    flowVersion: flow.version,
    userId: inputs.userId,
    ...(inputs.campaign && { campaignId: inputs.campaign.id }),
    ...(inputs.tagVersion !== undefined && { tagVersion: inputs.tagVersion }),
    ...settle(choice, attempts),
    inputs,
    attempts,
  };
}
