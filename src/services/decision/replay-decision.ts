import { choose } from './choose.ts';
import type { Decision, Verdict } from './decision.ts';
import type { Flow } from './flow.ts';
import { settle } from './settle.ts';

/** Repeats a past decision from what it logged, with the version of the flow that made it. */
export function replayDecision(decision: Pick<Decision, 'inputs' | 'attempts'>, flow: Flow): Verdict {
  return settle(choose(flow, decision.inputs), decision.attempts);
}
