import { routes } from '../../../contract/index.ts';
import { isoDay, TesseraError } from '../../../kernel/index.ts';
import type {
  Audience,
  AudienceDistribution,
  AudienceFreshness,
  AudienceService,
  AudienceSnapshot,
} from '../../../services/audience/index.ts';
import { eventDefinition } from '../../../warehouse/tags/index.ts';
import { type Binding, bind, bindFile, FileAnswer } from '../binding.ts';
import { choiceOf } from './release-choice.ts';

/** Who an expression finds, saved audiences, snapshots, lists, and what builders may name. */
export function audienceRoutes({ audiences }: { readonly audiences: AudienceService }): readonly Binding[] {
  const view = async (audience: Audience) => {
    const [count, snapshots] = await Promise.all([findCount(audiences, audience), audiences.snapshots(audience.id)]);
    return { ...audience, ...(count === undefined ? {} : { count }), snapshots: snapshots.length };
  };
  return [
    bind(routes.countAudience, async ({ body }) => {
      const startedAt = performance.now();
      const { parts, freshness, ...answer } = await audiences.count(body.expression, choiceOf(body.at));
      return { ...answer, parts: [...parts], freshness: show(freshness), tookMs: performance.now() - startedAt };
    }),
    bind(routes.listMembers, async ({ body: { expression, limit, after, at } }) => {
      const page = after === undefined ? { limit } : { limit, after };
      const { userIds, freshness, ...answer } = await audiences.members(expression, page, choiceOf(at));
      return { ...answer, userIds: [...userIds], freshness: show(freshness) };
    }),
    bind(routes.explainAudience, async ({ body }) => {
      const { parts, freshness, ...answer } = await audiences.explain(body.expression, body.userId);
      return { ...answer, parts: [...parts], freshness: show(freshness) };
    }),
    bind(routes.audienceDistribution, async ({ body }) => {
      const answer = await audiences.distribution(body.expression, body.tag);
      return { tag: answer.tag, distribution: withBase(answer), freshness: show(answer.freshness) };
    }),
    bind(routes.fieldValues, async ({ params, query }) => ({
      values: [...(await audiences.fieldValues(params.field, query.search, query.limit))],
    })),
    bind(routes.listEventTypes, async () => ({
      events: Array.from(await audiences.events(), ([id, fields]) => ({
        id,
        title: eventDefinition(id).title,
        fields: [...fields.values()],
      })),
    })),

    bind(routes.listAudiences, async () => ({ audiences: await Promise.all((await audiences.list()).map(view)) })),
    bind(routes.getAudience, async ({ params }) => view(await audiences.get(params.id))),
    bind(routes.putAudience, async ({ params, body: { title, expression, expectedVersion } }) => {
      const saved = await audiences.save(params.id, {
        expression,
        ...(title === undefined ? {} : { title }),
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
      });
      return view(saved);
    }),
    bind(routes.removeAudience, async ({ params }) => ({ removed: await audiences.remove(params.id) })),

    bind(routes.freezeAudience, async ({ params }) => snapshotView(await audiences.freeze(params.id))),
    bind(routes.listSnapshots, async ({ params }) => ({
      snapshots: (await audiences.snapshots(params.id)).map(snapshotView),
    })),
    bindFile(routes.exportAudience, async ({ params, query }) => {
      const { fileName, contentType, content } = await audiences.exportMembers(params.id, query.format);
      return new FileAnswer(fileName, contentType, content);
    }),
    bind(routes.listLists, async () => ({ lists: [...(await audiences.lists())] })),
    bind(routes.putList, async ({ params, body }) => ({
      id: params.id,
      ...(await audiences.putList(params.id, body.userIds)),
    })),
  ];
}

/** A saved audience may name what is not there now (tags not built, a tag removed); the list shows it all the same. */
async function findCount(audiences: AudienceService, { tree }: Audience): Promise<number | undefined> {
  try {
    return (await audiences.count(tree)).count;
  } catch (error) {
    if (error instanceof TesseraError) return undefined;
    throw error;
  }
}

const show = (freshness: AudienceFreshness) => ({ ...freshness, asOf: isoDay(freshness.asOf) });

const snapshotView = (snapshot: AudienceSnapshot) => ({ ...snapshot, asOf: isoDay(snapshot.asOf) });

function withBase({ distribution, base }: AudienceDistribution) {
  return { ...distribution, bins: distribution.bins.map((bin, i) => ({ ...bin, base: base[i]! })) };
}
