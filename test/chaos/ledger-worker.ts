// The process that is killed: a real ledger with its outbox, asked over IPC by `ledger-chaos.ts`.
import { join } from 'node:path';
import type { Ask, Order, Reply } from './ledger-chaos.ts';
import { openLedgerFolder } from './ledger-folder.ts';

const { ledger, outbox } = await openLedgerFolder(join(process.argv[2] ?? ''));
outbox.start();
let replies: Reply[] = [];
let changesLeft = Number.POSITIVE_INFINITY;

process.on('message', async ({ asks, pace, crashAfter }: Order) => {
  changesLeft = crashAfter ?? Number.POSITIVE_INFINITY;
  if (pace === 'at-once') await Promise.all(asks.map(answer));
  if (pace === 'one-by-one') for (const ask of asks) await answer(ask);
  if (crashAfter !== undefined) process.kill(process.pid, 'SIGKILL');
});
process.send?.('ready');

async function answer(ask: Ask): Promise<void> {
  await perform(ask).then(
    (answer) => send({ n: ask.n, answer }),
    (error: Error) => send({ n: ask.n, answer: { fault: error.message } }),
  );
}

function perform(ask: Ask): Promise<unknown> {
  switch (ask.verb) {
    case 'template':
      return ledger.putTemplate(ask.template);
    case 'budget':
      return ledger.putBudget(ask.budget);
    case 'issue':
      return ledger.issue(ask.request);
    case 'redeem':
      return ledger.redeem(ask.request);
    case 'release':
      return ledger.release(ask.request);
  }
}

/** Answers of one turn go in one message: ten thousand single ones would be slower than the ledger. */
function send(reply: Reply): void {
  if (isChange(reply) && --changesLeft === 0) crashWith(reply);
  if (replies.push(reply) > 1) return;
  setImmediate(() => {
    process.send?.(replies);
    replies = [];
  });
}

function isChange({ answer }: Reply): boolean {
  const { kind, repeated } = answer as { kind?: string; repeated?: boolean };
  return (kind === 'issued' || kind === 'done') && repeated === false;
}

/** Dies in the very moment in which one client has its answer: whatever was answered too early is lost. */
function crashWith(reply: Reply): void {
  process.send?.([reply]);
  process.kill(process.pid, 'SIGKILL');
}
