import { partsOf, printExpression } from '../../expression/index.ts';
import {
  brandAs,
  type Clock,
  type DocumentStore,
  type JobContext,
  TesseraError,
  UNWATCHED,
  type UserId,
} from '../../kernel/index.ts';
import type { Identities } from '../../warehouse/identity/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { Distribution, TagRelease, TagService } from '../../warehouse/tags/index.ts';
import { countBySql, membersBySql } from './ask-release.ts';
import type { AudienceIndex } from './audience-index.port.ts';
import type { AudienceFreshness, AudienceService, AudienceSnapshot, ExpressionInput } from './audience-service.ts';
import { compileSql } from './compile-sql.ts';
import { eventFieldValues, findEventField } from './event-field-values.ts';
import { exportSnapshot } from './export-snapshot.ts';
import { ListStore } from './list-store.ts';
import { resolveQuery } from './resolve-query.ts';
import { SavedAudiences } from './saved-audiences.ts';
import { serialiser } from './serialise.ts';
import { showSql } from './show-sql.ts';
import { SnapshotStore } from './snapshot-store.ts';

export interface AudienceDeps {
  readonly engine: SqlEngine;
  readonly documents: DocumentStore;
  readonly index: AudienceIndex;
  readonly tags: TagService;
  readonly clock: Clock;
  /** Default: every login is a person of its own. */
  readonly identities?: Pick<Identities, 'loginsOf' | 'personOf'>;
}

/** The index answers from the current release, which is loaded on first use after a start. */
export function createAudienceService(deps: AudienceDeps): AudienceService {
  const { engine, documents, index, tags, clock, identities } = deps;
  const saved = new SavedAudiences(documents, clock);
  const lists = new ListStore(engine, documents);
  const snapshots = new SnapshotStore({ engine, documents, clock });
  const change = serialiser();
  const resolve = (input: ExpressionInput, release?: TagRelease) =>
    resolveQuery(input, { saved, lists, fieldCatalogue: () => tags.fieldCatalogue(release) });

  let loaded: { readonly release: TagRelease; readonly ready: Promise<void> } | undefined;
  const load = (release: TagRelease, job: JobContext): Promise<void> => {
    lists.refresh();
    spreads.clear();
    const ready = index.load(release, job);
    loaded = { release, ready };
    ready.catch(() => {
      if (loaded?.ready === ready) loaded = undefined;
    });
    return ready;
  };
  const ready = async (): Promise<void> => {
    const release = tags.current();
    if (!release) throw new TesseraError('tags.not-built');
    await (loaded?.ready ?? load(release, UNWATCHED));
  };

  const freshness = (release: TagRelease): AudienceFreshness => ({
    asOf: release.asOf,
    tagVersion: release.version,
    at: clock.now(),
  });

  const spreads = new Map<string, Promise<Distribution | undefined>>();
  const spreadOfEveryone = async (tag: string): Promise<Distribution> => {
    const known = spreads.get(tag) ?? tags.distribution(tag);
    spreads.set(tag, known);
    const spread = await known.catch((error: unknown) => {
      spreads.delete(tag);
      throw error;
    });
    if (!spread) throw new TesseraError('tag.not-found', { id: tag, suggestion: ' in the last build' });
    return spread;
  };

  const freeze = async (id: string): Promise<AudienceSnapshot> => {
    const audience = await saved.get(id);
    await ready();
    return snapshots.freeze(audience, await index.select(await resolve(audience.tree)));
  };

  return {
    load,
    async count(input, at) {
      if (at) {
        const asked = await tags.findRelease(at);
        const query = await resolve(input, asked);
        const { release, ...answer } = await countBySql(engine, asked, query);
        return { ...answer, text: query.text, freshness: freshness(release) };
      }
      await ready();
      const query = await resolve(input);
      const { release, ...answer } = await index.count(query);
      return { ...answer, text: query.text, freshness: freshness(release) };
    },
    async members(input, page, at) {
      if (at) {
        const asked = await tags.findRelease(at);
        const query = await resolve(input, asked);
        const { release, ...answer } = await membersBySql(engine, asked, { query, page });
        return { ...answer, freshness: freshness(release) };
      }
      await ready();
      const { release, ...answer } = await index.members(await resolve(input), page);
      return { ...answer, freshness: freshness(release) };
    },
    async explain(input, userId) {
      await ready();
      const { catalogue, text, ...query } = await resolve(input);
      const { release, parts } = await index.count(query);
      const person =
        userId === undefined ? undefined : ((await identities?.personOf(brandAs<UserId>(userId))) ?? userId);
      const holds = person === undefined ? [] : await index.holds(query, person);
      if (!holds) throw new TesseraError('person.not-found', { id: userId });
      const trees = new Map(partsOf(query.tree).map((part) => [part.path, part.tree]));
      return {
        tree: query.tree,
        text,
        sql: showSql(compileSql(query, release)),
        parts: parts.map((part, i) => ({
          ...part,
          text: printExpression(trees.get(part.path)!, catalogue),
          ...(holds[i] ? { holds: holds[i].holds } : {}),
        })),
        freshness: freshness(release),
      };
    },
    async distribution(input, tag) {
      await ready();
      const { bins } = await spreadOfEveryone(tag);
      const { release, ...answer } = await index.distribution(await resolve(input), tag, bins);
      return { tag, ...answer, freshness: freshness(release) };
    },
    async fieldValues(name, search, limit) {
      const field = findEventField(name, (await tags.fieldCatalogue()).events);
      if (field) return eventFieldValues(engine, field, { search, limit });
      await ready();
      await spreadOfEveryone(name);
      return index.values(name, search, limit);
    },
    events: async () => (await tags.fieldCatalogue()).events,

    list: () => saved.list(),
    get: (id) => saved.get(id),
    save: (id, { expression, ...draft }) =>
      change(async () => {
        const { tree, text } = await resolve(expression);
        return saved.save(id, { ...draft, tree, text });
      }),
    remove: (id) => change(() => saved.remove(id)),

    freeze: (id) => change(() => freeze(id)),
    snapshots: async (audienceId) => snapshots.list(audienceId),
    getSnapshot: (id) => snapshots.get(id),
    snapshotMembers: (id) => snapshots.members(id),
    async isInSnapshot(id, userId) {
      for (const login of (await identities?.loginsOf(userId)) ?? [userId])
        if (await snapshots.has(id, login)) return true;
      return false;
    },
    async exportMembers(id, format) {
      const snapshot = id.includes('@')
        ? await snapshots.get(id)
        : await change(async () => (await snapshots.list(id))[0] ?? (await freeze(id)));
      return exportSnapshot({ snapshot, format, engine, members: () => snapshots.members(snapshot.id) });
    },

    lists: () => lists.list(),
    putList: (id, userIds) => change(() => lists.put(id, userIds)),
  };
}
