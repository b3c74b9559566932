import { type ErrorBody, isErrorCode, TesseraError } from '../kernel/index.ts';
import type { CallInput, CallOutput, Route } from './route.ts';

export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface WireResponse {
  readonly status: number;
  readonly text: string;
}

/** Carries a request to a server: over HTTP, or in process. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/** Calls routes of the contract. A coded error of the server arrives as the `TesseraError` that it was. */
export interface Client {
  call<R extends Route>(route: R, input?: CallInput<R>): Promise<CallOutput<R>>;
}

export function createClient(send: Transport): Client {
  return {
    async call<R extends Route>(route: R, input: CallInput<R> = {}) {
      const response = await send(toWire(route, input));
      if (response.status >= 400) throw toError(response);
      return (response.text === '' ? undefined : JSON.parse(response.text)) as CallOutput<R>;
    },
  };
}

function toWire<R extends Route>(route: R, input: CallInput<R>): WireRequest {
  const headers: Record<string, string> = {};
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
  return {
    method: route.method,
    url: urlOf(route, input),
    headers,
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
  };
}

/** Path and query of a call, for links and downloads. */
export function urlOf<R extends Route>(route: R, input: Pick<CallInput<R>, 'params' | 'query'> = {}): string {
  const params = (input.params ?? {}) as Record<string, string | number>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

function toError(response: WireResponse): Error {
  try {
    const { error } = JSON.parse(response.text) as { error: ErrorBody };
    if (isErrorCode(error.code)) return new TesseraError(error.code, error.detail);
  } catch {
    // not one of ours: told as it is below
  }
  return new Error(`The server answered ${response.status}: ${response.text.slice(0, 200)}`);
}
