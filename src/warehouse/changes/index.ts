export * from './note-changes.ts';
