import { routes } from '../../../contract/index.ts';
import { type BusinessTime, type Clock, dayOf, isoDay, parseDay } from '../../../kernel/index.ts';
import {
  type CataloguedTag,
  type Distribution,
  parseTagDefinition,
  type TagBuild,
  type TagLineage,
  type TagService,
  tagNotFound,
} from '../../../warehouse/tags/index.ts';
import { type Binding, bind } from '../binding.ts';
import type { Jobs } from '../jobs.ts';

/** The tag catalogue, dry runs and builds. */
export function tagRoutes(services: {
  readonly tags: TagService;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly workspace: { readonly time: BusinessTime };
}): readonly Binding[] {
  const { tags, jobs, clock, workspace } = services;

  const freshness = () => {
    const release = tags.current();
    return { at: clock.now(), ...(release && { asOf: isoDay(release.asOf), tagVersion: release.version }) };
  };

  const describe = async (id: string) => {
    const definitions = await tags.definitions();
    const tag = definitions.find((each) => each.id === id);
    if (!tag)
      throw tagNotFound(
        id,
        definitions.map((each) => each.id),
      );
    const [lineage, distribution] = await Promise.all([tags.lineage(), tags.distribution(id)]);
    const { inputs, usedBy } = lineage.get(id)!;
    return {
      ...tagView(tag, inputs, tags.current()),
      refreshed: tag.freshness,
      ...(distribution && { distribution: distributionView(distribution) }),
      usedBy: [...usedBy],
      freshness: freshness(),
    };
  };

  return [
    bind(routes.listTags, async () => {
      const [definitions, lineage] = await Promise.all([tags.definitions(), tags.lineage()]);
      const release = tags.current();
      return {
        tags: definitions.map((tag) => tagView(tag, lineage.get(tag.id)!.inputs, release)),
        freshness: freshness(),
      };
    }),

    bind(routes.describeTag, ({ params }) => describe(params.id)),

    bind(routes.testTag, async ({ body }) => {
      const trial = await tags.test(parseTagDefinition(body.definition));
      return {
        tag: tagView(trial.tag, trial.inputs, undefined),
        distribution: distributionView(trial.distribution),
        durationMs: trial.durationMs,
      };
    }),

    bind(routes.saveTag, async ({ body }) => {
      const definition = parseTagDefinition(body.definition);
      await tags.define([definition], 'operator');
      return describe(definition.id);
    }),

    bind(routes.buildTags, async ({ body }) => {
      const asOf = body.asOf === undefined ? dayOf(clock.now(), workspace.time) : parseDay(body.asOf);
      return jobs.start('tags.build', async (job) => buildView(await tags.build(asOf, job)));
    }),

    bind(routes.listTagBuilds, async () => ({ builds: (await tags.history()).map(buildView) })),
  ];
}

function tagView(tag: CataloguedTag, inputs: TagLineage['inputs'], release: TagBuild | undefined) {
  const coverage = release?.coverage[tag.id];
  return {
    ...tag,
    rule: { ...tag.rule },
    inputs: [...inputs],
    ...(coverage === undefined ? {} : { coverage }),
  };
}

/** All bins are of the whole population, so the base of each is itself. */
function distributionView({ bins, ...rest }: Distribution) {
  return { ...rest, bins: bins.map((bin) => ({ ...bin, base: bin.count })) };
}

function buildView({ version, asOf, builtAt, people, durationMs, definitions, coverage }: TagBuild) {
  return {
    version,
    asOf: isoDay(asOf),
    builtAt,
    people,
    durationMs,
    tags: definitions.map(({ id }) => ({ id, coverage: coverage[id] ?? 0 })),
  };
}
