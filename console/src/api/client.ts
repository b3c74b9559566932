import { createClient, type Transport } from '../../../src/contract/index.ts';

let csrfToken = '';

/** Of the session view; every write carries it. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export function writeHeaders(): Readonly<Record<string, string>> {
  return csrfToken === '' ? {} : { 'x-csrf-token': csrfToken };
}

const overFetch: Transport = async ({ method, url, headers, body }) => {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(method === 'GET' ? {} : writeHeaders()) },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
};

/** Calls routes of the contract as the signed-in user. */
export const api = createClient(overFetch);
