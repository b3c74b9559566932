import type { LineageGraph, LineageNode, TagBuild, TagPoint } from '../../../warehouse/tags/index.ts';

/** Builds whose coverage a catalogue shows beside each tag. */
export const STANDING_BUILDS = 30;

export interface StandingSources {
  readonly usage: (tag: string) => Usage;
  /** The newest builds by tag, oldest first. */
  readonly points: ReadonlyMap<string, readonly TagPoint[]>;
  readonly newest: TagBuild | undefined;
}

/** How one tag stands: coverage over builds, drift, quality, and what uses it. */
export function standingOf(tag: string, { usage, points, newest }: StandingSources) {
  const ofTag = points.get(tag) ?? [];
  const last = ofTag.at(-1);
  const isHeld = newest?.state === 'held' && newest.problems.some((problem) => problem.tag === tag);
  return {
    coverageHistory: ofTag.map(({ people, statistics }) => (people === 0 ? 0 : statistics.known / people)),
    ...(last?.drift === undefined || last.version !== newest?.version ? {} : { drift: last.drift }),
    state: isHeld ? ('held' as const) : last ? ('ok' as const) : ('unbuilt' as const),
    usage: usage(tag),
  };
}

type Usage = Record<`${Exclude<LineageNode['kind'], 'table'>}s`, number>;

/** Counts what is computed from a tag at any distance and is live. The graph is read once for all tags. */
export function usageIn({ nodes, edges }: LineageGraph): (tag: string) => Usage {
  const nodeOf = new Map(nodes.map((node) => [node.key, node]));
  const users = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const known = users.get(from);
    if (known) known.push(to);
    else users.set(from, [to]);
  }
  return (tag) => {
    const usage = { tags: 0, audiences: 0, flows: 0, campaigns: 0, metrics: 0 };
    const reached = new Set(users.get(`tag:${tag}`));
    for (const key of reached) {
      for (const user of users.get(key) ?? []) reached.add(user);
      const { kind, isLive } = nodeOf.get(key)!;
      if (isLive && kind !== 'table') usage[`${kind}s`]++;
    }
    return usage;
  };
}
