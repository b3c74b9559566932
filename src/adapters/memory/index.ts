export { openMemoryProfileStore } from './memory-profile-store.ts';
