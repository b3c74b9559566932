import type { CallOutput, routes } from '../../../../src/contract/index.ts';

export type Overview = CallOutput<typeof routes.getOverview>;
