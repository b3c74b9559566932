export type * from './import-service.ts';
