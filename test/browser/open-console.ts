import type { Browser, Page } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium, launch } from './chromium.ts';

export interface Console {
  readonly page: Page;
  readonly url: string;
  /** What the browser complained of: faults of the page and breaches of the content security policy. */
  readonly complaints: string[];
  /** Calls the API as the signed-in user. */
  api<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

/** A browser of its own, signed in, in English and light. */
export async function openConsole(): Promise<Console> {
  const { url, password } = inject('city');
  const browser: Browser = await launch(findChromium() ?? '');
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    colorScheme: 'light',
    acceptDownloads: true,
  });
  const signedIn = await context.request.post(`${url}/v1/session`, { data: { user: 'admin', password } });
  if (!signedIn.ok()) throw new Error(`sign-in answered ${signedIn.status()}`);
  const { csrfToken } = (await signedIn.json()) as { csrfToken: string };

  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${page.url()}: ${message.text()}`);
  });

  return {
    page,
    url,
    complaints,
    close: () => browser.close(),
    async api(method, path, body) {
      const answer = await context.request.fetch(`${url}${path}`, {
        method,
        headers: { 'x-csrf-token': csrfToken },
        ...(body === undefined ? {} : { data: body }),
      });
      if (!answer.ok()) throw new Error(`${method} ${path} answered ${answer.status()}: ${await answer.text()}`);
      return answer.json();
    },
  };
}
