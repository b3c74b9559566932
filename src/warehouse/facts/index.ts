export { createFactWriter, type FactWriterDeps } from './create-fact-writer.ts';
export type * from './fact-writer.ts';
export { keyOfDimension } from './write-dimension.ts';
export { instantSql, localTimeSql, type OffsetSpan, offsetSpans } from './zone-offsets.ts';
