/** The errors that callers meet, for those who may not see the kernel. */
export { type ErrorCode, isErrorCode, TesseraError } from '../kernel/index.ts';
export * from './client.ts';
export * from './route.ts';
export * as routes from './routes/index.ts';

export * from './values.ts';
