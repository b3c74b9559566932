export { openLmdbDocumentStore } from './lmdb-document-store.ts';
