import { type CallOutput, isErrorCode, type Route, TesseraError, urlOf } from '../../../src/contract/index.ts';
import { writeHeaders } from './client.ts';

export interface UploadPart {
  readonly name: string;
  readonly content: Blob | string;
  readonly fileName?: string;
}

/** Sends a multipart form and reports the share that has left this machine. Aborts with the signal. */
export function upload<R extends Route>(
  route: R,
  input: { readonly query?: Readonly<Record<string, unknown>>; readonly parts: readonly UploadPart[] },
  onProgress: (share: number) => void,
): Promise<CallOutput<R>> {
  const form = new FormData();
  for (const { name, content, fileName } of input.parts) {
    if (typeof content === 'string') form.append(name, content);
    else form.append(name, content, fileName);
  }
  const request = new XMLHttpRequest();
  request.open(route.method, urlOf(route, { query: input.query } as never));
  for (const [name, value] of Object.entries(writeHeaders())) request.setRequestHeader(name, value);
  request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status < 400) resolve(JSON.parse(request.responseText) as CallOutput<R>);
      else reject(toError(request.status, request.responseText));
    };
    request.onerror = () => reject(new TypeError('network'));
    request.send(form);
  });
}

function toError(status: number, text: string): Error {
  try {
    const { error } = JSON.parse(text) as { error: { code: string; detail: Record<string, string> } };
    if (isErrorCode(error.code)) return new TesseraError(error.code, error.detail);
  } catch {
    // not one of ours: told as it is below
  }
  return new Error(`${status}: ${text.slice(0, 200)}`);
}
