/** Something beyond the tags that is computed from them: it would break, or change, without them. */
export interface TagUser {
  readonly kind: 'audience' | 'flow' | 'campaign' | 'metric';
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** In use now: a tag under it cannot be retired. */
  readonly isLive: boolean;
  /** Tags that it names. */
  readonly tags: readonly string[];
  /** Tables of the warehouse that it reads itself. */
  readonly tables: readonly string[];
  /** Other users that it is built on, as `kind:id`. */
  readonly users: readonly string[];
}

/** What a service knows of the tags' users. Services stand above the warehouse, so they hand this in. */
export type ListTagUsers = () => Promise<readonly TagUser[]>;

export const userKey = ({ kind, id }: Pick<TagUser, 'kind' | 'id'>): string => `${kind}:${id}`;

/** The live users that name a tag, or stand on one that does. */
export function liveUsersOf(tag: string, users: readonly TagUser[]): readonly TagUser[] {
  const found = new Set(users.filter(({ tags }) => tags.includes(tag)));
  for (const used of found) {
    const key = userKey(used);
    for (const user of users) if (user.users.includes(key)) found.add(user);
  }
  return [...found].filter(({ isLive }) => isLive);
}
