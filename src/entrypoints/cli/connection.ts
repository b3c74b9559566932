import type { Transport } from '../../contract/index.ts';
import type { JobContext } from '../../kernel/index.ts';
import type { FolderImport, UploadPart } from './cli-context.ts';

/** A way to a server: the one that owns the folder, or one in this process. */
export interface Connection {
  readonly send: Transport;
  /** Streams a file answer; rejects with the coded error otherwise. */
  download(url: string): Promise<AsyncIterable<Uint8Array>>;
  upload(
    method: string,
    url: string,
    parts: readonly UploadPart[],
  ): Promise<{ readonly status: number; readonly text: string }>;
  /** Only where this process owns the folder: reads the files in place. */
  readonly importFolder?: (request: FolderImport, job: JobContext) => Promise<unknown>;
  /** Puts everything on disk and gives the folder free. */
  close(): Promise<void>;
}
