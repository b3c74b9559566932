export { changesOfDay, type DayChange } from './changes-of-day.ts';
export { explainChange } from './explain-change.ts';
export type { ChangeExplanation, ChangeQuery, Contribution, DimensionExplanation } from './explanation.ts';
