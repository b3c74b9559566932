export { createEraser } from './create-eraser.ts';
export type * from './eraser.ts';
