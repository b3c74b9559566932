export { createPeople } from './create-people.ts';
export { createProfileService, type ProfileServiceDeps } from './create-profile-service.ts';
export * from './people.ts';
export * from './profile-service.ts';
export type { ProfileRelease, ProfileRow, StoredProfile, TagValue } from './profile-store.port.ts';
export { profilesByPerson } from './profiles-by-person.ts';
export { EVERY_TAG, mayRead, type TagReader } from './tag-reader.ts';
