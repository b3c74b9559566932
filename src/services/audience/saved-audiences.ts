import { type Expression, referencesOf } from '../../expression/index.ts';
import {
  type AudienceId,
  brandAs,
  type Clock,
  type DocumentStore,
  nearestName,
  type StoredDocument,
  TesseraError,
} from '../../kernel/index.ts';
import type { Audience } from './audience-service.ts';

type Saved = Omit<Audience, 'id' | 'version'>;

const COLLECTION = 'audiences';

/** What is saved: an expression that was checked, with its canonical text. */
export interface CheckedDraft {
  readonly title?: string;
  readonly tree: Expression;
  readonly text: string;
  readonly expectedVersion?: number;
}

/** Saved audiences as documents. References among them never form a cycle and never hang in the air. */
export class SavedAudiences {
  readonly #documents: DocumentStore;
  readonly #clock: Clock;

  constructor(documents: DocumentStore, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async list(): Promise<readonly Audience[]> {
    return (await this.#documents.list<Saved>(COLLECTION)).map(toAudience);
  }

  /** Throws `audience.not-found` with the nearest id. */
  async get(id: string): Promise<Audience> {
    const document = await this.#documents.find<Saved>(COLLECTION, id);
    if (document) return toAudience(document);
    const nearest = nearestName(
      id.slice(0, 100),
      (await this.list()).map((audience) => audience.id),
    );
    const suggestion = nearest ? `; did you mean "${nearest}"?` : '';
    throw new TesseraError('audience.not-found', { id, nearest, suggestion });
  }

  /** Throws `audience.conflict` and `audience.cycle`. Not to be called while another change is under way. */
  async save(id: string, { expectedVersion, ...draft }: CheckedDraft): Promise<Audience> {
    await this.#refuseCycle(id, draft.tree);
    const before = await this.#documents.find<Saved>(COLLECTION, id);
    const now = this.#clock.now();
    const value: Saved = {
      title: draft.title ?? before?.value.title ?? id,
      tree: draft.tree,
      text: draft.text,
      createdAt: before?.value.createdAt ?? now,
      updatedAt: now,
    };
    const write = expectedVersion === undefined ? { value } : { value, expectedVersion };
    const result = await this.#documents.put<Saved>(COLLECTION, id, write);
    if (result.kind === 'stored') return toAudience(result.document);
    throw new TesseraError('audience.conflict', { id, version: result.current?.version ?? 0 });
  }

  /** Throws `audience.in-use`. Not to be called while another change is under way. */
  async remove(id: string): Promise<boolean> {
    const users = (await this.list()).filter((other) => referencesOf(other.tree, 'in-audience').includes(id));
    if (users.length > 0) {
      throw new TesseraError('audience.in-use', { id, users: users.map((user) => `"${user.id}"`).join(', ') });
    }
    return this.#documents.remove(COLLECTION, id);
  }

  async #refuseCycle(id: string, tree: Expression): Promise<void> {
    const trees = new Map((await this.list()).map((audience) => [audience.id as string, audience.tree]));
    const cycle = pathBackTo(id, { tree, trees, path: [id], seen: new Set() });
    if (cycle) throw new TesseraError('audience.cycle', { id, cycle: cycle.join(' → ') });
  }
}

interface Search {
  readonly tree: Expression;
  readonly trees: ReadonlyMap<string, Expression>;
  readonly path: readonly string[];
  /** Looked at without finding a way back. */
  readonly seen: Set<string>;
}

function pathBackTo(id: string, { tree, trees, path, seen }: Search): readonly string[] | undefined {
  for (const next of referencesOf(tree, 'in-audience')) {
    if (next === id) return [...path, id];
    const nextTree = trees.get(next);
    if (!nextTree || seen.has(next)) continue;
    seen.add(next);
    const found = pathBackTo(id, { tree: nextTree, trees, path: [...path, next], seen });
    if (found) return found;
  }
  return undefined;
}

function toAudience({ id, version, value }: StoredDocument<Saved>): Audience {
  return { id: brandAs<AudienceId>(id), version, ...value };
}
