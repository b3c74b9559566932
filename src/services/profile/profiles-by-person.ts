import { brandAs, type UserId } from '../../kernel/index.ts';
import type { Identities } from '../../warehouse/identity/index.ts';
import type { ProfileStore } from './profile-store.port.ts';

/** Profiles by any login of a person: an id that was merged finds the person that it belongs to by now. */
export function profilesByPerson(store: ProfileStore, identities: Pick<Identities, 'personOf'>): ProfileStore {
  const personOf = (userId: string) => identities.personOf(brandAs<UserId>(userId));
  const peopleOf = (userIds: readonly string[]) => Promise.all(userIds.map(personOf));
  return {
    publish: (release, rows) => store.publish(release, rows),
    current: () => store.current(),
    find: async (userId) => store.find(await personOf(userId)),
    findMany: async (userIds) => store.findMany(await peopleOf(userIds)),
    findJson: async (userIds, ask) => store.findJson(await peopleOf(userIds), ask),
    close: () => store.close(),
  };
}
