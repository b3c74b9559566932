export { createModelService, type ModelServiceDeps } from './create-model-service.ts';
export * from './model-definition.ts';
export * from './model-service.ts';
export { forgetOffset } from './refresh-models.ts';
export { refreshOrders } from './refresh-orders.ts';
export { createSubjectTagService, type SubjectTagServiceDeps } from './subject-tags/create-subject-tag-service.ts';
export type { Subject, SubjectTag } from './subject-tags/subject-tag.ts';
export type * from './subject-tags/subject-tag-service.ts';
