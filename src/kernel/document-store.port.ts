/** A stored value with the version that guards its next write. Versions count from 1. */
export interface StoredDocument<T> {
  readonly id: string;
  readonly version: number;
  readonly value: T;
}

/** How many of a document's last versions stay readable is up to its collection; this port keeps the newest. */
export type PutResult<T> =
  | { readonly kind: 'stored'; readonly document: StoredDocument<T> }
  | { readonly kind: 'conflict'; readonly current: StoredDocument<T> | undefined };

/**
 * Small JSON documents (audiences, campaigns, templates, flows, users, keys) by collection and id.
 *
 * A resolved write is on disk. `expectedVersion` 0 means "must not exist yet"; leaving it out overwrites.
 */
export interface DocumentStore {
  find<T>(collection: string, id: string): Promise<StoredDocument<T> | undefined>;
  /** All documents of a collection, by id in code-point order. */
  list<T>(collection: string): Promise<readonly StoredDocument<T>[]>;
  put<T>(collection: string, id: string, write: DocumentWrite<T>): Promise<PutResult<T>>;
  /** Resolves to whether there was one. */
  remove(collection: string, id: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface DocumentWrite<T> {
  readonly value: T;
  readonly expectedVersion?: number;
}
