import type { CallOutput, routes } from '../../../../src/contract/index.ts';

export type Tag = CallOutput<typeof routes.listTags>['tags'][number];

export const CATEGORIES = ['basic', 'device', 'consumption', 'browsing', 'demographic'] as const;
export const FRESHNESSES = ['live', 'daily', 'static'] as const;
