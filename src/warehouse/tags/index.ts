export * from './definition.ts';
export * from './tag-service.ts';
