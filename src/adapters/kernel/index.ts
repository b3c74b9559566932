export { openColumnIndex } from './column-index.ts';
