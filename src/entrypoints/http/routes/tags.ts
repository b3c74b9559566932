import { routes } from '../../../contract/index.ts';
import { type BusinessTime, type Clock, type Currency, dayOf, isoDay, parseDay } from '../../../kernel/index.ts';
import {
  lineageAround,
  parseTagDefinition,
  parseTagDefinitions,
  type TagQuality,
  type TagRelease,
  type TagService,
  tagNotFound,
} from '../../../warehouse/tags/index.ts';
import { type Binding, bind } from '../binding.ts';
import type { Jobs } from '../jobs.ts';
import { choiceOf } from './release-choice.ts';
import { STANDING_BUILDS, standingOf, usageIn } from './tag-standing.ts';
import {
  buildView,
  distributionView,
  lineageView,
  pointView,
  qualityView,
  rulesView,
  tagView,
  userView,
} from './tag-views.ts';

interface TagRouteServices {
  readonly tags: TagService;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly workspace: { readonly time: BusinessTime; readonly currency: Currency };
}

/** The tag catalogue: what there is, dry runs, definitions, builds. */
export function tagRoutes(services: TagRouteServices): readonly Binding[] {
  return [...catalogueRoutes(services), ...definitionRoutes(services), ...buildRoutes(services)];
}

function catalogueRoutes(services: TagRouteServices): readonly Binding[] {
  const { tags, clock } = services;
  const describe = describer(services);
  return [
    bind(routes.listTags, async () => {
      const [definitions, lineage, graph, points, [newest]] = await Promise.all([
        tags.definitions(),
        tags.lineage(),
        tags.graph(),
        tags.recentHistory(STANDING_BUILDS),
        tags.history(1),
      ]);
      const usage = usageIn(graph);
      return {
        tags: definitions.map((tag) => ({
          ...tagView(tag, lineage.get(tag.id)!.inputs, tags.current()),
          ...standingOf(tag.id, { usage, points, newest }),
        })),
        freshness: freshnessOf(tags.current(), clock),
      };
    }),

    bind(routes.describeTag, async ({ params, query }) => {
      const choice = choiceOf(query);
      return describe(params.id, choice && (await tags.findRelease(choice)));
    }),

    bind(routes.tagHistory, async ({ params }) => {
      const [points, builds] = await Promise.all([tags.historyOf(params.id), tags.history()]);
      const buildOf = new Map(builds.map((build) => [build.version, build]));
      return {
        tag: params.id,
        points: points.map((point) => pointView(point, params.id, buildOf.get(point.version)!)),
      };
    }),

    bind(routes.tagLineage, async ({ params }) => lineageView(await tags.graph(params.id))),
    bind(routes.catalogueLineage, async () => lineageView(await tags.graph())),
  ];
}

function definitionRoutes(services: TagRouteServices): readonly Binding[] {
  const { tags, workspace } = services;
  const describe = describer(services);
  return [
    bind(routes.testTag, async ({ body }) => {
      const { tag, inputs, asOf, distribution, durationMs, cost } = await tags.test(
        parseTagDefinition(body.definition),
      );
      return {
        tag: tagView(tag, inputs, undefined),
        asOf: isoDay(asOf),
        distribution: distributionView(distribution),
        durationMs,
        cost: { ...cost, tables: cost.tables.map((table) => ({ ...table })) },
      };
    }),

    bind(routes.saveTag, async ({ body, caller }) => {
      const definition = parseTagDefinition(body.definition);
      await tags.define([definition], 'operator', caller.name);
      return describe(definition.id);
    }),

    bind(routes.defineTags, async ({ body, caller }) => {
      const added = parseTagDefinitions(body.definitions);
      await tags.define(added, 'operator', caller.name);
      const ids = new Set(added.map(({ id }) => id));
      const [definitions, lineage] = await Promise.all([tags.definitions(), tags.lineage()]);
      return {
        tags: definitions
          .filter(({ id }) => ids.has(id))
          .map((tag) => tagView(tag, lineage.get(tag.id)!.inputs, tags.current())),
      };
    }),

    bind(routes.retireTag, async ({ params, body, caller }) => {
      await tags.retire(params.id, { by: caller.name, reason: body.reason });
      return { id: params.id, retired: true };
    }),
    bind(routes.restoreTag, async ({ params, body, caller }) => {
      await tags.restore(params.id, { by: caller.name, reason: body.reason });
      return { id: params.id, retired: false };
    }),
    bind(routes.listRetiredTags, async () => ({
      tags: (await tags.retired()).map(({ tag, by, at, reason }) => ({
        id: tag.id,
        title: { ...tag.title },
        by,
        at,
        reason,
      })),
    })),

    bind(routes.setTagQuality, async ({ params, body, caller }) => {
      const quality = body.quality === null ? undefined : (body.quality as TagQuality);
      await tags.setQuality(params.id, quality, { by: caller.name, reason: body.reason });
      const tag = (await tags.definitions()).find(({ id }) => id === params.id)!;
      return {
        id: tag.id,
        ...(tag.quality && { quality: qualityView(tag.quality) }),
        rules: rulesView(tag, workspace.currency.decimals),
      };
    }),
  ];
}

function buildRoutes({ tags, jobs, clock, workspace }: TagRouteServices): readonly Binding[] {
  return [
    bind(routes.buildTags, async ({ body }) => {
      const asOf = body.asOf === undefined ? dayOf(clock.now(), workspace.time) : parseDay(body.asOf);
      return jobs.start('tags.build', async (job) => buildView(await tags.build(asOf, job), tags.current()));
    }),

    bind(routes.listTagBuilds, async ({ query }) => ({
      builds: (await tags.history(query.limit)).map((build) => buildView(build, tags.current())),
    })),

    bind(routes.publishTagBuild, async ({ params, body, caller }) => {
      const order = { by: caller.name, reason: body.reason };
      // What cannot be published is refused at once, not by the job.
      await tags.findRelease({ version: params.version });
      return jobs.start('tags.publish', async (job) =>
        buildView(await tags.publish(params.version, order, job), tags.current()),
      );
    }),

    bind(routes.discardTagBuild, async ({ params, body, caller }) =>
      buildView(await tags.discard(params.version, { by: caller.name, reason: body.reason }), tags.current()),
    ),
  ];
}

/** One tag as it is now, or as a release had it. */
function describer({ tags, clock, workspace }: TagRouteServices) {
  return async (id: string, release?: TagRelease) => {
    const definitions = release?.definitions ?? (await tags.definitions());
    const tag = definitions.find((each) => each.id === id);
    if (!tag)
      throw tagNotFound(
        id,
        definitions.map((each) => each.id),
      );
    const [lineage, distribution, graph, users, [newest]] = await Promise.all([
      tags.lineage(release),
      tags.distribution(id, release),
      tags.graph(),
      tags.users(),
      tags.history(1),
    ]);
    const shown = release ?? newest;
    const near = new Set(lineageAround(graph, `tag:${id}`, 'down').nodes.map(({ key }) => key));
    const { inputs, usedBy } = lineage.get(id)!;
    return {
      ...tagView(tag, inputs, release ?? tags.current()),
      refreshed: tag.freshness,
      ...(distribution && { distribution: distributionView(distribution) }),
      usedBy: [...usedBy],
      users: users.filter(({ kind, id: user }) => near.has(`${kind}:${user}`)).map(userView),
      rules: rulesView(tag, workspace.currency.decimals),
      problems: (shown?.problems ?? []).filter((problem) => problem.tag === id),
      freshness: freshnessOf(release ?? tags.current(), clock),
    };
  };
}

function freshnessOf(release: TagRelease | undefined, clock: Clock) {
  return { at: clock.now(), ...(release && { asOf: isoDay(release.asOf), tagVersion: release.version }) };
}
