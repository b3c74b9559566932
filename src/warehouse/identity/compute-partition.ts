import type { IdentityLimits } from './identity-limits.ts';

/** A login and a device, or a login and another login, that evidence ties together. Each pair once. */
export interface IdentityPair {
  readonly account: number;
  readonly device?: string;
  readonly other?: number;
  /** An operator has set the pair apart: it does not count. */
  readonly isApart: boolean;
}

export interface PartitionInput {
  /** All pairs of the logins and devices that are looked at: whole connected parts. */
  readonly pairs: readonly IdentityPair[];
  readonly blockedAccounts: ReadonlySet<number>;
  readonly blockedDevices: ReadonlySet<string>;
  /** Devices that no limit holds back. */
  readonly exemptDevices: ReadonlySet<string>;
  readonly limits: IdentityLimits;
}

/**
 * linked: all its logins are one person; shared: more logins than the limit; blocked: by an operator; apart: its logins
 * are different people, because a pair was set apart or the person would be too large.
 */
export type DeviceState = 'linked' | 'shared' | 'blocked' | 'apart';

export interface PartitionedDevice {
  readonly state: DeviceState;
  readonly logins: number;
  /** The person that it belongs to, when linked. */
  readonly person?: number;
}

export interface Partition {
  /** Person of every login looked at: the lowest key among the logins of that person. */
  readonly personOf: ReadonlyMap<number, number>;
  readonly devices: ReadonlyMap<string, PartitionedDevice>;
  /** The pairs that joined: what explains a merge. */
  readonly joining: readonly IdentityPair[];
}

/**
 * Who is one person, from the evidence as a whole: the order in which it came plays no part.
 *
 * 1. Pairs set apart and pairs with a blocked id do not count; a device with more logins than its limit is shared,
 *    and its pairs do not count.
 * 2. What is connected by the rest is one person, unless it has more logins or devices than a person may: then its
 *    devices join nobody, and only logins that evidence ties to each other directly stay together.
 */
export function computePartition(input: PartitionInput): Partition {
  const { pairs, blockedAccounts, blockedDevices } = input;
  const accounts = new Set(pairs.flatMap(({ account, other }) => (other === undefined ? [account] : [account, other])));
  const counting = pairs.filter(
    ({ account, device, other, isApart }) =>
      !isApart &&
      !blockedAccounts.has(account) &&
      !(other !== undefined && blockedAccounts.has(other)) &&
      !(device !== undefined && blockedDevices.has(device)),
  );
  const loginsOf = groupLogins(counting);
  const isShared = (device: string) =>
    !input.exemptDevices.has(device) && (loginsOf.get(device)?.size ?? 0) > input.limits.loginsPerDevice;
  const usable = counting.filter(({ device }) => device === undefined || !isShared(device));
  const joining = withoutOversized(usable, input);
  const roots = connect(joining);
  const personOf = new Map([...accounts].map((account) => [account, roots.get(account) ?? account]));

  const all = groupLogins(pairs);
  const joined = groupLogins(joining);
  const devices = new Map<string, PartitionedDevice>();
  for (const [device, logins] of all) {
    const people = new Set([...(loginsOf.get(device) ?? [])].map((account) => personOf.get(account)!));
    const [person] = people;
    const state = stateOf(device, { blockedDevices, isShared, isJoined: joined.has(device) && people.size === 1 });
    devices.set(device, { state, logins: logins.size, ...(state === 'linked' ? { person: person! } : {}) });
  }
  return { personOf, devices, joining };
}

function stateOf(
  device: string,
  {
    blockedDevices,
    isShared,
    isJoined,
  }: {
    readonly blockedDevices: ReadonlySet<string>;
    readonly isShared: (device: string) => boolean;
    readonly isJoined: boolean;
  },
): DeviceState {
  if (blockedDevices.has(device)) return 'blocked';
  if (isShared(device)) return 'shared';
  return isJoined ? 'linked' : 'apart';
}

function groupLogins(pairs: readonly IdentityPair[]): ReadonlyMap<string, ReadonlySet<number>> {
  const groups = new Map<string, Set<number>>();
  for (const { account, device } of pairs) {
    if (device === undefined) continue;
    const group = groups.get(device);
    if (group) group.add(account);
    else groups.set(device, new Set([account]));
  }
  return groups;
}

/** Drops the device pairs of every person that would be too large. */
function withoutOversized(pairs: readonly IdentityPair[], { limits }: PartitionInput): readonly IdentityPair[] {
  const roots = connect(pairs);
  const logins = new Map<number, number>();
  for (const root of roots.values()) logins.set(root, (logins.get(root) ?? 0) + 1);
  const devices = new Map<number, Set<string>>();
  for (const { account, device } of pairs) {
    if (device === undefined) continue;
    const root = roots.get(account)!;
    const own = devices.get(root);
    if (own) own.add(device);
    else devices.set(root, new Set([device]));
  }
  const isOversized = (root: number) =>
    logins.get(root)! > limits.loginsPerPerson || (devices.get(root)?.size ?? 0) > limits.devicesPerPerson;
  return pairs.filter(({ account, device }) => device === undefined || !isOversized(roots.get(account)!));
}

/** The lowest login connected to each login that a pair names. */
function connect(pairs: readonly IdentityPair[]): ReadonlyMap<number, number> {
  const parents = new Map<number | string, number | string>();
  const find = (node: number | string): number | string => {
    let root = node;
    for (let next = parents.get(root) ?? root; next !== root; next = parents.get(root) ?? root) root = next;
    for (let at = node; at !== root; ) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { account, device, other } of pairs) {
    const [a, b] = [find(account), find(other ?? device!)];
    if (a !== b) parents.set(b, a);
  }
  const lowest = new Map<number | string, number>();
  const accounts = new Set(pairs.flatMap(({ account, other }) => (other === undefined ? [account] : [account, other])));
  for (const account of accounts) {
    const root = find(account);
    lowest.set(root, Math.min(lowest.get(root) ?? account, account));
  }
  return new Map([...accounts].map((account) => [account, lowest.get(find(account))!]));
}
