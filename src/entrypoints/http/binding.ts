import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { CallOutput, Route, Scope } from '../../contract/index.ts';

/** Who calls: a signed-in person, the CLI by its token, or an application by its key. */
export interface Caller {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** A checked request. */
export interface Call<R extends Route> {
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly body: z.output<R['body']>;
  readonly caller: Caller;
  /** Aborted when the caller hangs up. */
  readonly signal: AbortSignal;
}

/** Answered instead of JSON: a download. */
export class FileAnswer {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Readable | Buffer | string;

  constructor(fileName: string, contentType: string, content: Readable | Buffer | string) {
    this.fileName = fileName;
    this.contentType = contentType;
    this.content = content;
  }
}

/** Answered as it is: JSON that was written by whoever had the values. */
export class JsonAnswer {
  readonly json: Uint8Array;

  constructor(json: Uint8Array) {
    this.json = json;
  }
}

/** A route with what answers it. */
export interface Binding {
  readonly route: Route;
  readonly handle: (call: Call<Route>) => Promise<unknown>;
}

/** Ties a handler to a route; the compiler holds it to the contract's shapes. */
export function bind<R extends Route>(route: R, handle: (call: Call<R>) => Promise<CallOutput<R>>): Binding {
  return { route, handle: handle as unknown as Binding['handle'] };
}

/** Ties a route whose answer is written as JSON already; a test holds it to the contract's shape. */
export function bindJson<R extends Route>(route: R, handle: (call: Call<R>) => Promise<JsonAnswer>): Binding {
  return { route, handle: handle as unknown as Binding['handle'] };
}

/** Ties a route whose answer is a file. */
export function bindFile<R extends Route>(route: R, handle: (call: Call<R>) => Promise<FileAnswer>): Binding {
  return { route, handle: handle as unknown as Binding['handle'] };
}
