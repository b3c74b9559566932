import { openAsBlob } from 'node:fs';
import type { Connection } from '../entrypoints/cli/index.ts';
import { TesseraError } from '../kernel/index.ts';
import type { App } from './build-app.ts';

type Parts = Parameters<Connection['upload']>[2];

/** Towards a server over HTTP: the one that owns the folder, or any other by `--url`. */
export function connectRemotely(base: string, bearer: string): Connection {
  const request = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(new URL(url, base), {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${bearer}` },
      });
    } catch (error) {
      throw new TesseraError('engine.unavailable', { engine: `the server at ${base}` }, { cause: error });
    }
  };
  return {
    async send({ method, url, headers, body }) {
      const response = await request(url, { method, headers, ...(body === undefined ? {} : { body }) });
      return { status: response.status, text: await response.text() };
    },
    async download(url) {
      const response = await request(url, { method: 'GET' });
      if (!response.ok || !response.body) throw codedError(await response.text());
      return response.body as unknown as AsyncIterable<Uint8Array>;
    },
    async upload(method, url, parts) {
      const response = await request(url, { method, body: await formOf(parts) });
      return { status: response.status, text: await response.text() };
    },
    close: async () => {},
  };
}

/** The same server in this process: routes are called without a socket, so the answers are the same. */
export function connectInProcess(app: App): Connection {
  const { server, imports } = app;
  const authorization = `Bearer ${app.folder.cliToken}`;
  return {
    async send({ method, url, headers, body }) {
      const response = await server.inject({
        method: method as 'GET',
        url,
        headers: { ...headers, authorization },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: response.statusCode, text: response.body };
    },
    async download(url) {
      const response = await server.inject({ method: 'GET', url, headers: { authorization }, payloadAsStream: true });
      if (response.statusCode >= 400) throw codedError(await textOf(response.stream()));
      return response.stream() as AsyncIterable<Uint8Array>;
    },
    async upload(method, url, parts) {
      const form = new Response(await formOf(parts));
      const response = await server.inject({
        method: method as 'POST',
        url,
        headers: { authorization, 'content-type': form.headers.get('content-type') ?? '' },
        payload: Buffer.from(await form.arrayBuffer()),
      });
      return { status: response.statusCode, text: response.body };
    },
    async importFolder(request, job) {
      const result = await imports.run(request, job);
      // The import is done whatever comes of this; the next refresh goes on where this one stopped.
      if (!request.dryRun) await app.models.refresh(job).catch(() => {});
      return result;
    },
    close: () => app.close(),
  };
}

async function formOf(parts: Parts): Promise<FormData> {
  const form = new FormData();
  for (const part of parts) {
    if ('text' in part) form.append(part.name, part.text);
    else form.append(part.name, await openAsBlob(part.path), part.fileName);
  }
  return form;
}

function codedError(text: string): Error {
  try {
    const { error } = JSON.parse(text) as {
      error: { code: ConstructorParameters<typeof TesseraError>[0]; detail: Record<string, string> };
    };
    return new TesseraError(error.code, error.detail);
  } catch {
    return new Error(`the server answered: ${text.slice(0, 200)}`);
  }
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
