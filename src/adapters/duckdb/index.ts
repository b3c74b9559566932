export { type DuckDbOptions, openDuckDb } from './duckdb-engine.ts';
