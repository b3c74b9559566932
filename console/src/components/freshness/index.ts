export { type Freshness, FreshnessNote } from './freshness-note.tsx';
