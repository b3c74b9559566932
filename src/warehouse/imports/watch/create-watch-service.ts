import { mkdir } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentStore, TesseraError } from '../../../kernel/index.ts';
import type { ImportService } from '../import-service.ts';
import { parseMapping } from '../mapping/parse-mapping.ts';
import { createFolderWatch, type FolderWatch } from './folder-watch.ts';
import type { NamedWatch, Watch, WatchService } from './watch-service.ts';

export interface WatchServiceDeps {
  readonly imports: Pick<ImportService, 'run'>;
  readonly documents: DocumentStore;
  /** Absolute folder; only folders below it can be watched. */
  readonly root: string;
  /** Between looks. A file must stay the same for two of them. */
  readonly intervalMs: number;
  readonly onFault: (error: unknown) => void;
}

const COLLECTION = 'watches';

interface Running {
  readonly document: Watch;
  readonly watch: FolderWatch;
}

export function createWatchService(deps: WatchServiceDeps): WatchService {
  const { documents, root } = deps;
  const running = new Map<string, Running>();
  const listeners: (() => void)[] = [];
  const controller = new AbortController();
  let loop: Promise<void> | undefined;

  /** What a watch has seen is kept as long as its document says the same. */
  const open = (name: string, document: Watch): Running => {
    const known = running.get(name);
    if (known && JSON.stringify(known.document) === JSON.stringify(document)) return known;
    const watch = watchOf(name, document, { ...deps, signal: controller.signal, told: () => tell(listeners) });
    const opened = { document, watch };
    running.set(name, opened);
    return opened;
  };
  const view = (name: string, document: Watch): NamedWatch => {
    const { watch } = open(name, document);
    const problem = watch.problem();
    return { name, ...document, files: watch.files(), ...(problem === undefined ? {} : { problem }) };
  };

  const look = async (): Promise<void> => {
    for (const { id, value } of await documents.list<Watch>(COLLECTION)) {
      if (value.isEnabled && !controller.signal.aborted) await open(id, value).watch.look(controller.signal);
    }
  };
  const run = async (): Promise<void> => {
    while (!controller.signal.aborted) {
      await look().catch(deps.onFault);
      await sleep(deps.intervalMs, undefined, { signal: controller.signal, ref: false }).catch(() => {});
    }
  };

  return {
    list: async () => (await documents.list<Watch>(COLLECTION)).map(({ id, value }) => view(id, value)),
    async save(name, watch) {
      parseMapping(watch.mapping);
      await mkdir(folderOf(root, watch.folder), { recursive: true });
      await documents.put(COLLECTION, name, { value: watch });
      return view(name, watch);
    },
    async remove(name) {
      if (!(await documents.remove(COLLECTION, name))) throw new TesseraError('watch.not-found', { name });
      running.delete(name);
    },
    onImported: (listener) => void listeners.push(listener),
    look,
    start() {
      loop ??= run();
    },
    async stop() {
      controller.abort();
      await loop;
    },
  };
}

interface WatchOf extends WatchServiceDeps {
  readonly signal: AbortSignal;
  readonly told: () => void;
}

function watchOf(name: string, { folder, mapping }: Watch, { imports, root, signal, told }: WatchOf): FolderWatch {
  const path = folderOf(root, folder);
  const job = { signal, report: () => {} };
  const importFile = async (file: string): Promise<void> => {
    try {
      await imports.run({ mapping, folder: path, files: [file], origin: `watch:${name}` }, job);
    } finally {
      told();
    }
  };
  return createFolderWatch({ folder: path, mapping, importFile });
}

function tell(listeners: readonly (() => void)[]): void {
  for (const listener of listeners) listener();
}

/** Throws `watch.outside` for a folder that is not below the root. */
function folderOf(root: string, folder: string): string {
  const path = resolve(root, folder);
  if (path !== root && !path.startsWith(root + sep)) throw new TesseraError('watch.outside', { folder });
  return path;
}
