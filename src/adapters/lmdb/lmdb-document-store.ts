import { type Database, open, type RootDatabase } from 'lmdb';
import type { DocumentStore, DocumentWrite, PutResult, StoredDocument } from '../../kernel/index.ts';

type Record_ = { readonly version: number; readonly value: unknown };
type Key = [collection: string, id: string];

/** Opens (or creates) the folder that holds all documents of a workspace. */
export function openLmdbDocumentStore(path: string): DocumentStore {
  return new LmdbDocumentStore(open({ path, compression: false }));
}

class LmdbDocumentStore implements DocumentStore {
  readonly #root: RootDatabase;
  readonly #documents: Database<Record_, Key>;

  constructor(root: RootDatabase) {
    this.#root = root;
    this.#documents = root.openDB<Record_, Key>({ name: 'documents' });
  }

  async find<T>(collection: string, id: string): Promise<StoredDocument<T> | undefined> {
    return this.#read<T>(collection, id);
  }

  async list<T>(collection: string): Promise<readonly StoredDocument<T>[]> {
    const range = this.#documents.getRange({ start: [collection, ''], end: [collection, '￿'] });
    return [...range].map(({ key, value }) => ({ id: key[1], version: value.version, value: value.value as T }));
  }

  async put<T>(collection: string, id: string, write: DocumentWrite<T>): Promise<PutResult<T>> {
    const result = await this.#documents.transaction((): PutResult<T> => {
      const current = this.#read<T>(collection, id);
      const version = current?.version ?? 0;
      if (write.expectedVersion !== undefined && write.expectedVersion !== version)
        return { kind: 'conflict', current };
      void this.#documents.put([collection, id], { version: version + 1, value: write.value });
      return { kind: 'stored', document: { id, version: version + 1, value: write.value } };
    });
    await this.#root.flushed;
    return result;
  }

  async remove(collection: string, id: string): Promise<boolean> {
    const removed = await this.#documents.transaction(() => {
      const isThere = this.#read(collection, id) !== undefined;
      if (isThere) void this.#documents.remove([collection, id]);
      return isThere;
    });
    await this.#root.flushed;
    return removed;
  }

  async close(): Promise<void> {
    await this.#root.close();
  }

  #read<T>(collection: string, id: string): StoredDocument<T> | undefined {
    const found = this.#documents.get([collection, id]);
    return found && { id, version: found.version, value: found.value as T };
  }
}
