import type { IdentityLimits } from './identity-limits.ts';

/** All that is said of who is who, in ids. */
export interface PlainEvidence {
  readonly users: readonly string[];
  /** user and device, or user and user; each as it was told. */
  readonly pairs: readonly PlainPair[];
  readonly apart: ReadonlySet<string>;
  readonly blockedUsers: ReadonlySet<string>;
  readonly blockedDevices: ReadonlySet<string>;
  readonly exemptDevices: ReadonlySet<string>;
  readonly limits: IdentityLimits;
}

export type PlainPair =
  | { readonly user: string; readonly device: string }
  | { readonly user: string; readonly other: string };

/** The same name for a pair, whichever of two users is told first. */
export function nameOf(pair: PlainPair): string {
  return 'device' in pair ? `d ${pair.user} ${pair.device}` : `u ${[pair.user, pair.other].sort().join(' ')}`;
}

/** People as sorted lists of sorted users, by painting from user to user until nothing changes; and the pairs that joined. */
export function plainPartition(evidence: PlainEvidence): {
  readonly people: readonly (readonly string[])[];
  readonly joining: readonly PlainPair[];
  readonly ownerOf: ReadonlyMap<string, readonly string[]>;
} {
  const { limits } = evidence;
  const counting = evidence.pairs.filter((pair) => {
    if (evidence.apart.has(nameOf(pair)) || evidence.blockedUsers.has(pair.user)) return false;
    return 'device' in pair ? !evidence.blockedDevices.has(pair.device) : !evidence.blockedUsers.has(pair.other);
  });
  const loginsOn = (device: string) =>
    new Set(counting.flatMap((pair) => ('device' in pair && pair.device === device ? [pair.user] : [])));
  const isHeldBack = (device: string) =>
    !evidence.exemptDevices.has(device) && loginsOn(device).size > limits.loginsPerDevice;
  const usable = counting.filter((pair) => !('device' in pair) || !isHeldBack(pair.device));
  const first = paint(evidence.users, usable);
  const joining = usable.filter((pair) => {
    if (!('device' in pair)) return true;
    const colour = first.get(pair.user);
    const own = usable.filter(({ user }) => first.get(user) === colour);
    const logins = [...first.values()].filter((each) => each === colour).length;
    const devices = new Set(own.flatMap((each) => ('device' in each ? [each.device] : []))).size;
    return logins <= limits.loginsPerPerson && devices <= limits.devicesPerPerson;
  });
  const colours = paint(evidence.users, joining);
  const groups = new Map<number, string[]>();
  for (const user of evidence.users) groups.set(colours.get(user)!, [...(groups.get(colours.get(user)!) ?? []), user]);
  const people = [...groups.values()].map((group) => group.sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  const ownerOf = new Map<string, readonly string[]>();
  for (const pair of joining) {
    if (!('device' in pair)) continue;
    const owners = new Set([...loginsOn(pair.device)].map((user) => colours.get(user)));
    if (owners.size === 1) ownerOf.set(pair.device, people.find((group) => group.includes(pair.user))!);
  }
  return { people, joining, ownerOf };
}

function paint(users: readonly string[], pairs: readonly PlainPair[]): ReadonlyMap<string, number> {
  const colours = new Map(users.map((user, i) => [user, i]));
  const devices = new Map<string, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const pair of pairs) {
      const there = 'device' in pair ? (devices.get(pair.device) ?? users.length) : colours.get(pair.other)!;
      const lowest = Math.min(colours.get(pair.user)!, there);
      changed ||= lowest !== there || lowest !== colours.get(pair.user);
      colours.set(pair.user, lowest);
      if ('device' in pair) devices.set(pair.device, lowest);
      else colours.set(pair.other, lowest);
    }
  }
  return colours;
}
