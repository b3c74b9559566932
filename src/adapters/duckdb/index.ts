export { type DuckDbOptions, openDuckDb } from './duckdb-engine.ts';
export { rewriteDuckDb } from './rewrite-duckdb.ts';
