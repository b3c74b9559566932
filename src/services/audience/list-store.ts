import { type DocumentStore, nearestName, TesseraError } from '../../kernel/index.ts';
import type { SqlEngine } from '../../warehouse/sql-engine.port.ts';
import type { ListReceipt } from './audience-service.ts';

const COLLECTION = 'audience-lists';

/** SQL for the people of a list by now; `id` is a bound place. */
export function listKeysSql(id: string): string {
  return `SELECT DISTINCT u.person_key AS user_key FROM audience_list_member m JOIN user_login u ON u.user_id = m.user_id WHERE m.list_id = ${id}`;
}

/** Uploaded lists of people: ids in the warehouse, their existence as a document, so that a list may be empty. */
export class ListStore {
  readonly #engine: SqlEngine;
  readonly #documents: DocumentStore;
  readonly #keys = new Map<string, Promise<Uint32Array>>();

  constructor(engine: SqlEngine, documents: DocumentStore) {
    this.#engine = engine;
    this.#documents = documents;
  }

  async put(id: string, userIds: readonly string[]): Promise<ListReceipt> {
    const different = [...new Set(userIds)];
    await this.#engine.transaction(async (session) => {
      await session.run('DELETE FROM audience_list_member WHERE list_id = $1', [id]);
      await session.append('audience_list_member', { list_id: different.map(() => id), user_id: different });
    });
    await this.#documents.put(COLLECTION, id, { value: { given: different.length } });
    this.#keys.delete(id);
    return { given: different.length, known: (await this.keys(id)).length };
  }

  async list(): Promise<readonly { readonly id: string; readonly given: number }[]> {
    const documents = await this.#documents.list<{ readonly given: number }>(COLLECTION);
    return documents.map(({ id, value }) => ({ id, given: value.given }));
  }

  /** `user_key`s of the list's people that the warehouse knows by now. Throws `list.not-found`. */
  async keys(id: string): Promise<Uint32Array> {
    if (!(await this.#documents.find(COLLECTION, id))) throw await this.#notFound(id);
    const known = this.#keys.get(id) ?? this.#read(id);
    this.#keys.set(id, known);
    return known;
  }

  /** Forgets who is known: people of a list may have appeared since. */
  refresh(): void {
    this.#keys.clear();
  }

  async #read(id: string): Promise<Uint32Array> {
    const [keys] = await this.#engine.columns(listKeysSql('$1'), [id]).catch((error: unknown) => {
      this.#keys.delete(id);
      throw error;
    });
    return Uint32Array.from(keys!.values as Float64Array);
  }

  async #notFound(id: string): Promise<TesseraError> {
    const ids = (await this.#documents.list(COLLECTION)).map((document) => document.id);
    const nearest = nearestName(id, ids);
    return new TesseraError('list.not-found', {
      id,
      nearest,
      suggestion: nearest ? `; did you mean "${nearest}"?` : '',
    });
  }
}
