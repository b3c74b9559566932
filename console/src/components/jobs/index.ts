export { JobProgress } from './job-progress.tsx';
export { useJob } from './use-job.ts';
export { useRunningJob } from './use-running-job.ts';
