import type { LineageGraph, TagBuild, TagPoint } from '../../../warehouse/tags/index.ts';
import { lineageAround } from '../../../warehouse/tags/index.ts';

/** Builds whose coverage a catalogue shows beside each tag. */
export const STANDING_BUILDS = 30;

export interface StandingSources {
  readonly graph: LineageGraph;
  /** The newest builds by tag, oldest first. */
  readonly points: ReadonlyMap<string, readonly TagPoint[]>;
  readonly newest: TagBuild | undefined;
}

/** How one tag stands: coverage over builds, drift, quality, and what uses it. */
export function standingOf(tag: string, { graph, points, newest }: StandingSources) {
  const ofTag = points.get(tag) ?? [];
  const last = ofTag.at(-1);
  const isHeld = newest?.state === 'held' && newest.problems.some((problem) => problem.tag === tag);
  return {
    coverageHistory: ofTag.map(({ people, statistics }) => (people === 0 ? 0 : statistics.known / people)),
    ...(last?.drift === undefined || last.version !== newest?.version ? {} : { drift: last.drift }),
    state: isHeld ? ('held' as const) : last ? ('ok' as const) : ('unbuilt' as const),
    usage: usageOf(tag, graph),
  };
}

function usageOf(tag: string, graph: LineageGraph) {
  const usage = { tags: 0, audiences: 0, flows: 0, campaigns: 0, metrics: 0 };
  const key = `tag:${tag}`;
  for (const node of lineageAround(graph, key, 'down').nodes) {
    if (node.key === key || !node.isLive || node.kind === 'table') continue;
    usage[`${node.kind}s`]++;
  }
  return usage;
}
