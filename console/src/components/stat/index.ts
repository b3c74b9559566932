export { Change } from './change.tsx';
export { relativeChange } from './relative-change.ts';
export { StatRow } from './stat-row.tsx';
export { StatTile, type StatTileProps } from './stat-tile.tsx';
