export { explainChange, explainChanges } from './explain-change.ts';
export type { ChangeExplanation, ChangeQuery, Contribution, DimensionExplanation } from './explanation.ts';
