import { type App, openApp } from './build-app.ts';
import type { Config } from './config.ts';

/** Serves a folder until SIGINT or SIGTERM; resolves after everything is on disk and closed. */
export async function serve(config: Config, say: (line: string) => void): Promise<void> {
  const app = await openApp(config);
  try {
    const password = await app.access.createFirstUser();
    const url = await app.server.listen({ host: config.server.host, port: config.server.port });
    app.folder.announce(url);
    app.start();
    greet({ app, url, password }, say);
    await untilStopped();
    say('Stopping …');
  } finally {
    await app.close();
  }
  say('Stopped. Everything is on disk.');
}

function greet(
  { app, url, password }: { app: App; url: string; password: string | undefined },
  say: (line: string) => void,
): void {
  say('');
  say(`  Tessera serves ${app.workspace.settings()?.name ?? 'an empty folder'} at ${url}`);
  say(
    password
      ? `  Sign in as admin with the password ${password} (shown only now)`
      : '  Sign in as admin with the password shown at the first start; `npx tessera password admin` sets a new one',
  );
  say('  API: /openapi.json. Stop with Ctrl-C.');
  say('');
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
