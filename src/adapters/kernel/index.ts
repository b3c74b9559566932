export { createKernelAudienceIndex } from './kernel-audience-index.ts';
