export { useReasonTitle } from './use-reason-title.ts';
