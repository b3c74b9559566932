export * from './fact-writer.ts';
