import type { CallOutput, routes } from '../../../../src/contract/index.ts';

export type ImportedFile = CallOutput<typeof routes.listImports>['files'][number];
export type Reject = CallOutput<typeof routes.listRejects>['rejects'][number];
/** Result of an import's job. */
export type ImportResult = (typeof routes.importResult)['_zod']['output'];
