import type { FolderWatch } from './folder-watch.ts';

/** A watched folder as a document. */
export interface Watch {
  /** Under the root of all watches. */
  readonly folder: string;
  /** TOML text. */
  readonly mapping: string;
  readonly isEnabled: boolean;
}

export interface NamedWatch extends Watch {
  readonly name: string;
  readonly files: ReturnType<FolderWatch['files']>;
  readonly problem?: ReturnType<FolderWatch['problem']>;
}

/** Folders that are watched as long as the server runs; each is a document, so it is again after a restart. */
export interface WatchService {
  list(): Promise<readonly NamedWatch[]>;
  /** Creates the folder where it is missing. Throws `watch.outside`, `mapping.invalid`. */
  save(name: string, watch: Watch): Promise<NamedWatch>;
  /** Throws `watch.not-found`. */
  remove(name: string): Promise<void>;
  /** Called after each round that imported or refused a file. */
  onImported(listener: () => void): void;
  /** Looks at every enabled folder, one after the other. */
  look(): Promise<void>;
  start(): void;
  /** Cancels an import under way and resolves when nothing runs any more. */
  stop(): Promise<void>;
}
