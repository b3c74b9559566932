import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallOutput, routes } from '../../../contract/index.ts';
import type { CliContext } from '../cli-context.ts';

type Part = CallOutput<typeof routes.listModelParts>['parts'][number];

/** What stands in a folder: part by part, the fingerprint of the rows that its file was made from. */
interface Manifest {
  readonly model: string;
  readonly parts: Readonly<Record<string, string>>;
}

export interface ExportedModel {
  readonly model: string;
  readonly files: number;
  readonly rows: number;
  /** Files that differed and were fetched. */
  readonly written: number;
  /** Files of days that have no rows any more. */
  readonly removed: number;
}

const MANIFEST = '_manifest.json';
const AT_ONCE = 4;

/**
 * Brings `<out>/<name>/` up to the model: one file a day under `day=…/`, or one file. Only parts whose rows differ are
 * fetched; each file is put in place whole by a rename, and the manifest comes last, so that an export that is killed
 * goes on where it stood and a reader never meets half a file.
 */
export async function exportModel(
  cli: CliContext,
  { id, name, out }: { readonly id: string; readonly name: string; readonly out: string },
): Promise<ExportedModel> {
  const folder = join(out, name);
  await mkdir(folder, { recursive: true });
  const before = await readManifest(folder);
  const { parts } = await cli.call(routes.listModelParts, { params: { id } });
  const differing = parts.filter((part) => before.parts[pathOf(part)] !== part.fingerprint);
  for (let i = 0; i < differing.length; i += AT_ONCE)
    await Promise.all(differing.slice(i, i + AT_ONCE).map((part) => fetchPart(cli, { id, folder, part })));
  const paths = new Set(parts.map(pathOf));
  const gone = (await filesIn(folder)).filter((path) => !paths.has(path));
  for (const path of gone) await rm(join(folder, path), { force: true });
  await writeManifest(folder, {
    model: name,
    parts: Object.fromEntries(parts.map((part) => [pathOf(part), part.fingerprint])),
  });
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { model: name, files: parts.length, rows, written: differing.length, removed: gone.length };
}

const pathOf = ({ day }: Part): string => (day === undefined ? 'data.parquet' : `day=${day}/data.parquet`);

async function fetchPart(
  cli: CliContext,
  { id, folder, part }: { readonly id: string; readonly folder: string; readonly part: Part },
): Promise<void> {
  const path = join(folder, pathOf(part));
  await mkdir(join(path, '..'), { recursive: true });
  const query = part.day === undefined ? {} : { day: part.day };
  await cli.download(routes.exportModelPart, { params: { id }, query }, path);
}

/** A manifest that cannot be read is none: everything is fetched again. */
async function readManifest(folder: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch {
    return { model: '', parts: {} };
  }
}

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, MANIFEST);
  await writeFile(`${path}.part`, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(`${path}.part`, path);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((path) => path.endsWith('.parquet'));
}
