import type { CallOutput, routes } from '../../../../src/contract/index.ts';

export type Decision = CallOutput<typeof routes.getDecision>;

export const OUTCOME_COLOURS: Readonly<Record<Decision['outcome'], string>> = {
  issued: 'green',
  'would-issue': 'blue',
  none: 'gray',
};
