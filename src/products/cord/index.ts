export { type Story, type Telling, tellDecision } from './tell-decision.ts';
