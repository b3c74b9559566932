export { createModelService, type ModelServiceDeps } from './create-model-service.ts';
export * from './model-definition.ts';
export * from './model-service.ts';
export { refreshOrders } from './refresh-orders.ts';
