import type {
  JsonAsk,
  JsonProfile,
  ProfileRelease,
  ProfileRow,
  ProfileStore,
  StoredProfile,
} from '../../services/profile/profile-store.port.ts';

interface Published {
  readonly release: ProfileRelease;
  readonly values: ReadonlyMap<string, ProfileRow['values']>;
}

/** Profiles in memory: for tests and for folders that are read once. Nothing outlives the process. */
export function openMemoryProfileStore(): ProfileStore {
  let published: Published | undefined;
  const find = (userId: string): StoredProfile | undefined => {
    const values = published?.values.get(userId);
    if (!published || !values) return undefined;
    const { version, asOf, builtAt, tagIds } = published.release;
    return { version, asOf, builtAt, tags: Object.fromEntries(tagIds.map((id, i) => [id, values[i] ?? null])) };
  };
  const findJson = (userId: string, { only, pick }: JsonAsk): JsonProfile | undefined => {
    const found = find(userId);
    if (!found) return undefined;
    const { tags, ...origin } = found;
    const shown = Object.entries(tags).filter(([id]) => only.has(id));
    const json = Buffer.from(JSON.stringify(Object.fromEntries(shown)));
    return { ...origin, json, picked: pick.map((id) => tags[id] ?? null) };
  };
  return {
    async publish(release, rows) {
      const values = new Map<string, ProfileRow['values']>();
      for await (const row of rows) values.set(row.userId, row.values);
      published = { release, values };
    },
    current: async () => published?.release,
    find: async (userId) => find(userId),
    findMany: async (userIds) => userIds.map(find),
    findJson: async (userIds, ask) => userIds.map((userId) => findJson(userId, ask)),
    close: async () => {},
  };
}
