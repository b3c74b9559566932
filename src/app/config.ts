import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { TesseraError } from '../kernel/index.ts';
import { projectFile } from './project-file.ts';

const engineUrl = (...schemes: string[]) =>
  z.string().refine((url) => schemes.includes(url.split(':')[0] ?? ''), {
    message: `must begin with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}`,
  });

const configSchema = z.strictObject({
  server: z.strictObject({
    host: z.string(),
    port: z.coerce.number().int().min(0).max(65_535),
    body_limit_bytes: z.coerce.number().int().min(1024),
  }),
  engines: z.strictObject({
    warehouse: engineUrl('duckdb'),
    events: engineUrl('lmdb'),
    profile: engineUrl('lmdb', 'redis', 'rediss', 'redis-cluster'),
    ledger: engineUrl('lmdb'),
    vault: engineUrl('lmdb'),
    documents: engineUrl('lmdb'),
    decisions: engineUrl('lmdb'),
  }),
  duckdb: z.strictObject({
    memory_limit: z.string().regex(/^\d+(\.\d+)?\s?[KMGT]i?B$/, 'must be like 1GB'),
    threads: z.coerce.number().int().min(1).max(256),
  }),
  watch: z.strictObject({
    root: z.string().min(1),
    interval_ms: z.coerce.number().int().min(50).max(3_600_000),
  }),
  tags: z.strictObject({
    keep_tables: z.coerce.number().int().min(1).max(1000),
    keep_days: z.coerce.number().int().min(0).max(10_000),
    keep_months: z.coerce.number().int().min(0).max(1200),
  }),
  identity: z.strictObject({
    logins_per_device: z.coerce.number().int().min(1).max(1000),
    devices_per_person: z.coerce.number().int().min(1).max(100_000),
    logins_per_person: z.coerce.number().int().min(1).max(1000),
  }),
  log: z.strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) }),
});

/** Settings of one process, whole and frozen. */
export type Config = z.infer<typeof configSchema> & { readonly dataDir: string };

type Given = Record<string, Record<string, unknown>>;

/** Defaults of the project, then the folder's `config.toml`, then the environment. Throws `config.invalid` with the place. */
export function loadConfig(dataDir: string, environment: Readonly<Record<string, string | undefined>>): Config {
  const defaults = readToml(projectFile('config.default.toml'));
  const folder = readToml(join(dataDir, 'config.toml'));
  const given = merge(defaults, folder);
  const result = configSchema.safeParse(withEnvironment(given, environment));
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue?.path.join('.') ?? 'the configuration';
    throw new TesseraError('config.invalid', { problem: `${where} ${issue?.message}`, where });
  }
  return Object.freeze({ ...result.data, dataDir });
}

function readToml(path: URL | string): Given {
  if (!existsSync(path)) return {};
  try {
    return parse(readFileSync(path, 'utf8')) as Given;
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new TesseraError('config.invalid', { problem, where: String(path) }, { cause: error });
  }
}

function merge(a: Given, b: Given): Given {
  return Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, { ...a[name], ...b[name] }]),
  );
}

/** `TESSERA_<SECTION>_<SETTING>` for every setting that the defaults name. */
function withEnvironment(given: Given, environment: Readonly<Record<string, string | undefined>>): Given {
  const overridden = Object.entries(given).map(([section, settings]) => {
    const entries = Object.entries(settings).map(([name, value]) => {
      const text = environment[`TESSERA_${section}_${name}`.toUpperCase()];
      return [name, text ?? value] as const;
    });
    return [section, Object.fromEntries(entries)] as const;
  });
  return Object.fromEntries(overridden);
}

/** Up to where evidence joins logins. */
export function identityLimits({ identity }: Config) {
  return {
    loginsPerDevice: identity.logins_per_device,
    devicesPerPerson: identity.devices_per_person,
    loginsPerPerson: identity.logins_per_person,
  };
}
