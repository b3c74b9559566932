export * from './audiences.ts';
export * from './coupons.ts';
export * from './data.ts';
export * from './metrics.ts';
export * from './models.ts';
export * from './people.ts';
export * from './system.ts';
export * from './tags.ts';
