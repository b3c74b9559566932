import type { DocumentStore } from '../../kernel/index.ts';
import { SHIPPED_TAGS } from './catalogue/index.ts';
import { TAG_CATEGORIES, type TagDefinition } from './definition.ts';
import type { TagQuality } from './quality/quality-rules.ts';
import type { CataloguedTag, RetiredTag } from './tag-service.ts';

/** Definitions that the folder adds to the shipped ones, by tag id. */
const OWN = 'tags';
/** What an operator set in place of a definition's own rules, by tag id. */
const QUALITY = 'tag-quality';
/** Tags that are in the catalogue no more, by tag id. */
const RETIRED = 'tag-retirements';

type Retirement = Omit<RetiredTag, 'tag'>;

/** The definitions of one folder, as documents over the shipped ones. */
export class TagStore {
  readonly #documents: DocumentStore;

  constructor(documents: DocumentStore) {
    this.#documents = documents;
  }

  /** Without retired ones; by category, then id. */
  async list(): Promise<readonly CataloguedTag[]> {
    const [all, retired] = await Promise.all([this.#all(), this.#documents.list(RETIRED)]);
    const gone = new Set(retired.map(({ id }) => id));
    return all.filter(({ id }) => !gone.has(id));
  }

  async put(tag: CataloguedTag): Promise<void> {
    await this.#documents.put(OWN, tag.id, { value: tag });
  }

  /** Undefined gives the rules back to the definition. */
  async setQuality(id: string, quality: TagQuality | undefined): Promise<void> {
    if (quality) await this.#documents.put(QUALITY, id, { value: quality });
    else await this.#documents.remove(QUALITY, id);
  }

  async retire(id: string, retirement: Retirement): Promise<void> {
    await this.#documents.put(RETIRED, id, { value: retirement });
  }

  /** Whether it was retired. */
  restore(id: string): Promise<boolean> {
    return this.#documents.remove(RETIRED, id);
  }

  async retired(): Promise<readonly RetiredTag[]> {
    const [all, retired] = await Promise.all([this.#all(), this.#documents.list<Retirement>(RETIRED)]);
    return retired.flatMap(({ id, value }) => {
      const tag = all.find((each) => each.id === id);
      return tag ? [{ tag, ...value }] : [];
    });
  }

  async #all(): Promise<readonly CataloguedTag[]> {
    const [own, quality] = await Promise.all([
      this.#documents.list<CataloguedTag>(OWN),
      this.#documents.list<TagQuality>(QUALITY),
    ]);
    const set = new Map(quality.map(({ id, value }) => [id, value]));
    const shipped = SHIPPED_TAGS.map((tag): CataloguedTag => ({ ...tag, origin: 'shipped' }));
    return mergeTags(
      shipped,
      own.map(({ value }) => value),
    ).map((tag) => (set.has(tag.id) ? { ...tag, quality: set.get(tag.id)! } : tag));
  }
}

/** Tags of `over` take the place of those of the same id; by category, then id. */
export function mergeTags(tags: readonly CataloguedTag[], over: readonly CataloguedTag[]): readonly CataloguedTag[] {
  const byId = new Map([...tags, ...over].map((tag) => [tag.id, tag]));
  const place = (tag: TagDefinition) => TAG_CATEGORIES.indexOf(tag.category);
  return [...byId.values()].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}
