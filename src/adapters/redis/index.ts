export { openRedisProfileStore } from './redis-profile-store.ts';
