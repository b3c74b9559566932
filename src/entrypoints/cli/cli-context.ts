import type { CallInput, CallOutput, Client, JobView, Route } from '../../contract/index.ts';

/** What a CLI word needs: a client (in process, or of the server that owns the folder) and a place to print. */
export interface CliContext {
  /** Opens the folder, or finds its server, on first use. */
  client(): Promise<Client>;
  /** Same as `(await client()).call(...)`. */
  call<R extends Route>(route: R, input?: CallInput<R>): Promise<CallOutput<R>>;
  /** Calls a route that answers a job, shows its progress on stderr, and resolves to its result; a failed job throws its coded error. */
  callJob<R extends Route>(route: R, input?: CallInput<R>): Promise<unknown>;
  /** Waits for a job that was started otherwise (an upload). */
  finishJob(job: JobView): Promise<unknown>;
  /** Fetches a file answer into a file, or to stdout when `path` is `-`. */
  download<R extends Route>(route: R, input: CallInput<R>, path: string): Promise<void>;
  /** Uploads files as multipart/form-data and resolves to the answer. */
  upload<R extends Route>(
    route: R,
    input: Pick<CallInput<R>, 'params' | 'query'>,
    parts: readonly UploadPart[],
  ): Promise<CallOutput<R>>;
  /** Imports by path where this process owns the folder; undefined towards a server, which gets uploads instead. */
  importFolder(request: FolderImport): Promise<unknown>;
  /** Result to stdout: JSON under `--json`, else the text that `human` gives (a table, a sentence). */
  print(value: unknown, human: () => string): void;
  /** A note to stderr; silent under `--json`. */
  note(text: string): void;
}

export type UploadPart =
  | { readonly name: string; readonly text: string }
  /** Streamed from disk. */
  | { readonly name: string; readonly fileName: string; readonly path: string };

export interface FolderImport {
  /** TOML text. */
  readonly mapping: string;
  readonly folder: string;
  readonly dryRun: boolean;
  readonly files?: readonly string[];
  readonly origin?: string;
}
