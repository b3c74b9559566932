export type { LedgerService } from './ledger-service.ts';
export * from './ledger-store.port.ts';
export type { ReconcileReport, ReconcileRow } from './reconcile.ts';
export { type CouponTemplate, type Discount, fullCost } from './template.ts';
