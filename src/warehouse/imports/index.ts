export { createImportService, type ImportServiceDeps } from './create-import-service.ts';
export { filesOf, lookupFilesOf } from './files-of.ts';
export type * from './import-service.ts';
export { createWatchService, type WatchServiceDeps } from './watch/create-watch-service.ts';
export { createFolderWatch, type FolderWatch, type WatchedFile } from './watch/folder-watch.ts';
export type { NamedWatch, WatchService } from './watch/watch-service.ts';
