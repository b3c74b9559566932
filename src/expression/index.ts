export * from './field-catalogue.ts';
export * from './tree.ts';
