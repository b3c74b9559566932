// The process that is killed: events, imports and tag builds over one folder, asked over IPC by the `*-chaos.ts` beside it.
import { openDataFolder } from './data-folder.ts';
import type { DataAsk, DataReply } from './data-process.ts';

const { intake, imports, tags } = await openDataFolder(process.argv[2] ?? '');
const say = (reply: DataReply): void => void process.send?.(reply);

process.on('message', (ask: DataAsk) => {
  perform(ask).catch((error: Error) => say({ kind: 'failed', message: error.message }));
});
say({ kind: 'ready' });

async function perform(ask: DataAsk): Promise<void> {
  if (ask.kind === 'ingest') {
    const { rejected } = await intake.ingest(ask.events);
    if (rejected.length > 0) throw new Error(`rejected: ${rejected[0]?.reason}`);
    say({ kind: 'accepted', batch: ask.batch });
    return;
  }
  const report = ({ step }: { readonly step: string }) => say({ kind: 'step', step });
  if (ask.kind === 'build') {
    await tags.build(ask.asOf, { signal: new AbortController().signal, report });
    say({ kind: 'built' });
    return;
  }
  const { mapping, folder } = ask;
  await imports.run({ mapping, folder }, { signal: new AbortController().signal, report });
  say({ kind: 'imported' });
}
