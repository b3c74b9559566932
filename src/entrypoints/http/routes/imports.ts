import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { routes } from '../../../contract/index.ts';
import { TesseraError } from '../../../kernel/index.ts';
import type { ImportedFile, ImportService, Reject, RejectReason } from '../../../warehouse/imports/index.ts';
import { type Binding, bind } from '../binding.ts';
import type { Jobs } from '../jobs.ts';
import type { LiveBus } from '../live.ts';

interface Services {
  readonly imports: ImportService;
  readonly jobs: Jobs;
  readonly live: Pick<LiveBus, 'publish'>;
}

/** Imports by upload, their history and their quarantine. */
export function importRoutes({ imports, jobs, live }: Services): readonly Binding[] {
  return [
    bind(routes.startImport, async (call) => {
      const { request } = call as unknown as { readonly request: FastifyRequest };
      const { dryRun, watch } = call.query;
      const { names, ...upload } = await receive(request);
      const watched = watch === undefined ? {} : { origin: `watch:${watch}`, files: names };
      return jobs.start('import', async (context) => {
        try {
          return await imports.run({ ...upload, dryRun, ...watched }, context);
        } finally {
          await rm(upload.folder, { recursive: true, force: true });
          live.publish('imports');
          live.publish('facts');
        }
      });
    }),
    bind(routes.reprocessRejects, async (call) => {
      const { request } = call as unknown as { readonly request: FastifyRequest };
      const { names: _, ...upload } = await receive(request);
      const { dryRun, ...filter } = call.query;
      return jobs.start('reprocess', async (context) => {
        try {
          return await imports.reprocess({ ...upload, filter, dryRun }, context);
        } finally {
          await rm(upload.folder, { recursive: true, force: true });
          live.publish('imports');
          live.publish('facts');
        }
      });
    }),
    bind(routes.listImports, async ({ query }) => {
      const { files, ...page } = await imports.history(query);
      return { files: files.map(showFile), ...page };
    }),
    bind(routes.getImport, async ({ params }) => {
      const { files, reasons, ...detail } = await imports.get(params.id);
      return { ...detail, files: files.map(showFile), reasons: showAll(reasons) };
    }),
    bind(routes.listRejects, async ({ query }) => {
      const { rejects, ...page } = await imports.rejects(query);
      return { rejects: showAll(rejects), ...page };
    }),
    bind(routes.countRejects, async ({ query }) => {
      const { reasons, total } = await imports.rejectReasons(query);
      return { reasons: showAll(reasons), total };
    }),
  ];
}

const showFile = ({ drift, ...file }: ImportedFile) => ({ ...file, drift: [...drift] });
const showAll = <Item extends Reject | RejectReason>(items: readonly Item[]): Item[] => [...items];

interface Upload {
  readonly mapping: string;
  readonly folder: string;
  /** Of the files in it. */
  readonly names: readonly string[];
}

/** Streams the parts to a folder of their own; nothing of it is left when one of them is refused. */
async function receive(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new TesseraError('request.invalid', { problem: 'body: send multipart/form-data' });
  const folder = await mkdtemp(join(tmpdir(), 'tessera-upload-'));
  try {
    await mkdir(folder, { recursive: true });
    let mapping: string | undefined;
    const names: string[] = [];
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        names.push(basename(part.filename));
        await pipeline(part.file, createWriteStream(join(folder, basename(part.filename))));
      } else if (part.fieldname === 'mapping') mapping = String(part.value);
    }
    if (mapping === undefined)
      throw new TesseraError('request.invalid', { problem: 'mapping: the part is missing', field: 'mapping' });
    return { mapping, folder, names };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
