import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type CallInput,
  type CallOutput,
  type Client,
  createClient,
  type JobView,
  type Route,
  routes,
  urlOf,
} from '../../contract/index.ts';
import { isErrorCode, type JobContext, TesseraError } from '../../kernel/index.ts';
import type { CliContext, UploadPart } from './cli-context.ts';
import type { Connection } from './connection.ts';

export interface CliOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly isTerminal: boolean;
}

export interface CliOptions {
  readonly json: boolean;
  /** Opens the way to the server, once, on first use. */
  readonly connect: () => Promise<Connection>;
  readonly output: CliOutput;
}

export function createCliContext(options: CliOptions): CliContext & { close(): Promise<void> } {
  let opened: Promise<Connection> | undefined;
  const connection = (): Promise<Connection> => {
    opened ??= options.connect();
    return opened;
  };
  const client = async (): Promise<Client> => createClient((await connection()).send);
  const call = async <R extends Route>(route: R, input?: CallInput<R>): Promise<CallOutput<R>> =>
    (await client()).call(route, input);
  const finishJob = (job: JobView): Promise<unknown> => waitForJob(job, call, options);

  return {
    client,
    call,
    finishJob,
    callJob: async (route, input) => finishJob((await call(route, input)) as JobView),
    async download(route, input, path) {
      const content = Readable.from(await (await connection()).download(urlOf(route, input)));
      if (path === '-') {
        for await (const chunk of content) process.stdout.write(chunk as Uint8Array);
        return;
      }
      await writeWhole(content, path);
    },
    async upload<R extends Route>(
      route: R,
      input: Pick<CallInput<R>, 'params' | 'query'>,
      parts: readonly UploadPart[],
    ) {
      const { upload } = await connection();
      const send = () => upload(route.method, urlOf(route, input), parts);
      return createClient(send).call(route) as Promise<CallOutput<R>>;
    },
    async importFolder(request) {
      const { importFolder } = await connection();
      return importFolder?.(request, shownJob(options));
    },
    print: (value, human) => options.output.stdout(`${options.json ? JSON.stringify(value) : human()}\n`),
    note: (text) => {
      if (!options.json) options.output.stderr(`${text}\n`);
    },
    async close() {
      await (await opened)?.close();
    },
  };
}

/** A file is there whole or not at all. */
async function writeWhole(content: Readable, path: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(content, createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

const POLL_MS = 150;

async function waitForJob(first: JobView, call: CliContext['call'], { json, output }: CliOptions): Promise<unknown> {
  let job = first;
  let shown = '';
  while (job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = await call(routes.getJob, { params: { id: job.id } });
    const line = progressLine(job);
    if (!json && line !== shown) output.stderr(output.isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
    shown = line;
  }
  if (shown && !json && output.isTerminal) output.stderr('\r\x1b[K');
  if (job.state === 'done') return job.result;
  const { code = 'internal.fault', detail = {} } = job.error ?? {};
  throw new TesseraError(isErrorCode(code) ? code : 'internal.fault', detail as Record<string, string>);
}

/** Work of this process, shown like a job of a server. */
function shownJob({ json, output }: CliOptions): JobContext {
  let shown = '';
  return {
    signal: new AbortController().signal,
    report: (progress) => {
      const line = progressLine({ progress });
      if (!json && line !== shown) output.stderr(output.isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
      shown = line;
    },
  };
}

function progressLine({ progress }: Pick<JobView, 'progress'>): string {
  if (progress.total === 0) return progress.step;
  return `${progress.step} ${Math.floor((100 * progress.done) / progress.total)} %`;
}
