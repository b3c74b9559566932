import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { GivenEvent } from '../../src/warehouse/events/index.ts';

const WORKER = fileURLToPath(new URL('./data-worker.ts', import.meta.url));
const HOOK = new URL('./typescript-hook.mjs', import.meta.url).href;

export type DataAsk =
  | { readonly kind: 'ingest'; readonly batch: number; readonly events: readonly GivenEvent[] }
  | { readonly kind: 'import'; readonly mapping: string; readonly folder: string }
  | { readonly kind: 'build'; readonly asOf: number };
export type DataReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'accepted'; readonly batch: number }
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'imported' }
  | { readonly kind: 'built' }
  | { readonly kind: 'failed'; readonly message: string };

/** The ways into the facts in a process of their own. */
export interface DataProcess {
  ask(ask: DataAsk): void;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

export async function startDataProcess(folder: string, onReply: (reply: DataReply) => void): Promise<DataProcess> {
  const child = fork(WORKER, [folder], { execArgv: ['--import', HOOK], serialization: 'json' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.on('message', (reply: DataReply) => {
      if (reply.kind === 'ready') resolve();
      else onReply(reply);
    });
    void gone.then(() => reject(new Error('the process ended at its start')));
  });
  return {
    ask: (ask) => void child.send(ask),
    async kill() {
      child.removeAllListeners('message');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
