export { type Access, createAccess } from './access.ts';
export { randomSecret } from './secrets.ts';
