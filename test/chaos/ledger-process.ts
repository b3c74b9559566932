import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Reply } from './ledger-chaos.ts';

const WORKER = fileURLToPath(new URL('./ledger-worker.ts', import.meta.url));
const HOOK = new URL('./typescript-hook.mjs', import.meta.url).href;

/** A ledger in a process of its own. */
export interface LedgerProcess {
  ask(order: Order, onReplies: (replies: readonly Reply[]) => void): void;
  /** Resolves when the process is no more and all that it sent has been heard. */
  readonly gone: Promise<void>;
  /** SIGKILL at once, as a crash would; replies that are still under way are lost. */
  kill(): Promise<void>;
}

export async function startLedgerProcess(folder: string): Promise<LedgerProcess> {
  const child = fork(WORKER, [folder], { execArgv: ['--import', HOOK], serialization: 'json' });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await ready(child, gone);
  let onReplies: (replies: readonly Reply[]) => void = () => {};
  child.on('message', (replies: readonly Reply[]) => onReplies(replies));
  return {
    gone,
    ask(order, listener) {
      onReplies = listener;
      child.send(order);
    },
    async kill() {
      onReplies = () => {};
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function ready(child: ChildProcess, gone: Promise<void>): Promise<void> {
  const said = new Promise<void>((resolve) => child.once('message', () => resolve()));
  await Promise.race([said, gone.then(() => Promise.reject(new Error('The ledger process ended at its start')))]);
}
