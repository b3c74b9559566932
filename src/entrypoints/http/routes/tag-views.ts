import { isoDay } from '../../../kernel/index.ts';
import {
  type CataloguedTag,
  type Distribution,
  type LineageGraph,
  qualityRules,
  type TagBuild,
  type TagLineage,
  type TagPoint,
  type TagQuality,
  type TagRelease,
  type TagUser,
} from '../../../warehouse/tags/index.ts';

/** A definition as the contract shows it, with its coverage in a build. */
export function tagView({ quality, ...tag }: CataloguedTag, inputs: TagLineage['inputs'], build: TagBuild | undefined) {
  const coverage = build?.coverage[tag.id];
  return {
    ...tag,
    rule: { ...tag.rule },
    ...(quality && { quality: qualityView(quality) }),
    inputs: [...inputs],
    ...(coverage === undefined ? {} : { coverage }),
  };
}

export function qualityView({ range, ...quality }: TagQuality) {
  return { ...quality, ...(range === undefined ? {} : { range: range === 'off' ? range : { ...range } }) };
}

export function rulesView({ type, quality }: CataloguedTag, moneyDecimals: number) {
  return { ...qualityRules(type, quality, moneyDecimals) };
}

/** All bins are of the whole population, so the base of each is itself. */
export function distributionView({ bins, ...rest }: Distribution) {
  return { ...rest, bins: bins.map((bin) => ({ ...bin, base: bin.count })) };
}

export function buildView(build: TagBuild, served: TagRelease | undefined) {
  const { asOf, definitions, coverage, problems, decision, ...rest } = build;
  return {
    ...rest,
    asOf: isoDay(asOf),
    tags: definitions.map(({ id }) => ({ id, coverage: coverage[id] ?? 0 })),
    isServed: served?.version === build.version,
    isReadable: build.storedAs !== 'nothing',
    problems: [...problems],
    ...(decision && { decision: { ...decision } }),
  };
}

export function pointView({ statistics, people, ...point }: TagPoint, tag: string, build: TagBuild) {
  return {
    ...point,
    ...statistics,
    people,
    coverage: people === 0 ? 0 : statistics.known / people,
    asOf: isoDay(build.asOf),
    builtAt: build.builtAt,
    state: build.state,
    problems: build.problems.filter((problem) => problem.tag === tag),
  };
}

export function userView({ kind, id, title, isLive }: TagUser) {
  return { kind, id, title: { ...title }, isLive };
}

export function lineageView({ nodes, edges }: LineageGraph) {
  return {
    nodes: nodes.map(({ title, ...node }) => ({ ...node, ...(title && { title: { ...title } }) })),
    edges: edges.map((edge) => ({ ...edge })),
  };
}
