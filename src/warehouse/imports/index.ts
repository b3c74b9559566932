export { createImportService, type ImportServiceDeps } from './create-import-service.ts';
export { filesOf } from './files-of.ts';
export type * from './import-service.ts';
