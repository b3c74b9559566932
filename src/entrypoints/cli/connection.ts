import type { Transport } from '../../contract/index.ts';
import type { UploadPart } from './cli-context.ts';

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
  /** Puts everything on disk and gives the folder free. */
  close(): Promise<void>;
}
