import { type BusinessTime, type Clock, type Currency, type DocumentStore, dayOf } from '../../kernel/index.ts';
import type { SqlEngine } from '../sql-engine.port.ts';
import { readHistory, readReleases } from './build-history.ts';
import { buildTags } from './build-tags.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { compileTags } from './compile-tags.ts';
import { TAG_CATEGORIES, type TagDefinition } from './definition.ts';
import { computeDistribution } from './distribution.ts';
import { eventFields } from './event-catalogue.ts';
import { tagNotFound } from './invalid-tag.ts';
import { lineageOf, type PlannedTag, planTags, tagCatalogue, withInputs } from './plan-tags.ts';
import { readPeople } from './read-people.ts';
import { quoteName } from './sql-parameters.ts';
import type { CataloguedTag, TagRelease, TagService, TagTrial } from './tag-service.ts';

export interface TagServiceDeps {
  readonly engine: SqlEngine;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  /** Read at each use: the first import may settle them after the service was made. */
  readonly time: BusinessTime;
  readonly currency: Currency;
}

/** Documents of this collection are definitions that the folder adds to the shipped ones, by tag id. */
const COLLECTION = 'tags';

/** Opens the tags of a folder whose schema exists. */
export async function createTagService(deps: TagServiceDeps): Promise<TagService> {
  const { engine, documents, clock, time, currency } = deps;
  const listeners: Parameters<TagService['onRelease']>[0][] = [];
  let [current] = await readReleases(engine);
  let lastBuild: Promise<unknown> = Promise.resolve();

  const definitions = async (): Promise<readonly CataloguedTag[]> => {
    const own = await documents.list<CataloguedTag>(COLLECTION);
    return merge(
      SHIPPED_TAGS.map((tag) => ({ ...tag, origin: 'shipped' })),
      own.map(({ value }) => value),
    );
  };

  const compileOptions = (asOf: number) => ({ asOf, time, moneyDecimals: currency.decimals });

  const build: TagService['build'] = async (asOf, job) => {
    const plan = planTags(await definitions(), currency.decimals);
    const release = await buildTags(engine, { plan, clock, ...compileOptions(asOf) }, job);
    current = release;
    for (const listener of listeners) await listener(release, job);
    return release;
  };

  return {
    definitions,
    current: () => current,
    releases: () => readReleases(engine),
    people: (release) => readPeople(engine, release),
    history: () => readHistory(engine),
    async lineage() {
      return lineageOf(planTags(await definitions(), currency.decimals));
    },
    async fieldCatalogue() {
      const tags = current?.definitions ?? (await definitions());
      return { ...tagCatalogue(tags, currency.decimals), events: eventFields() };
    },
    async define(added, origin) {
      const own = added.map((definition) => ({ ...definition, origin }));
      planTags(merge(await definitions(), own), currency.decimals);
      for (const definition of own) await documents.put(COLLECTION, definition.id, { value: definition });
    },
    build(asOf, job) {
      const turn = lastBuild.then(() => build(asOf, job));
      lastBuild = turn.catch(() => {});
      return turn;
    },
    async test(definition) {
      const tag: CataloguedTag = { ...definition, origin: 'operator' };
      const plan = planTags(merge(await definitions(), [tag]), currency.decimals);
      const asOf = current?.asOf ?? dayOf(clock.now(), time);
      return tryOut(deps, { tag, plan, asOf });
    },
    async distribution(id) {
      if (!(await definitions()).some((tag) => tag.id === id))
        throw tagNotFound(
          id,
          (await definitions()).map((tag) => tag.id),
        );
      const tag = current?.definitions.find((built) => built.id === id);
      return tag && distributionOf(engine, tag, current!);
    },
    onRelease(listener) {
      listeners.push(listener);
    },
  };
}

function merge(tags: readonly CataloguedTag[], over: readonly CataloguedTag[]): readonly CataloguedTag[] {
  const byId = new Map([...tags, ...over].map((tag) => [tag.id, tag]));
  const place = (tag: TagDefinition) => TAG_CATEGORIES.indexOf(tag.category);
  return [...byId.values()].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

async function distributionOf(engine: SqlEngine, tag: CataloguedTag, release: TagRelease) {
  const [column] = await engine.columns(`SELECT ${quoteName(tag.id)} FROM ${quoteName(release.table)}`);
  return computeDistribution(column!, tag.type);
}

interface Trial {
  readonly tag: CataloguedTag;
  readonly plan: readonly PlannedTag[];
  readonly asOf: number;
}

/** Computes one tag and what it needs, and nothing else. */
async function tryOut(
  { engine, clock, time, currency }: TagServiceDeps,
  { tag, plan, asOf }: Trial,
): Promise<TagTrial> {
  const startedAt = clock.now();
  const needed = withInputs(plan, tag.id);
  const { sql, values } = compileTags(needed, { asOf, time, moneyDecimals: currency.decimals });
  const [column] = await engine.columns(`SELECT ${quoteName(tag.id)} FROM (${sql})`, values);
  const distribution = computeDistribution(column!, tag.type);
  const { inputs } = lineageOf(plan).get(tag.id)!;
  return { tag, inputs, asOf, distribution, durationMs: clock.now() - startedAt };
}
