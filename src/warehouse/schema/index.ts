export { createSchema } from './create-schema.ts';
export { TABLES, type Table, type TableName } from './tables.ts';
