import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import {
  type Access,
  createAccess,
  createIdempotency,
  createJobs,
  createLiveBus,
  createServer,
} from '../entrypoints/http/index.ts';
import { type Clock, type DayNumber, dayOf, UNWATCHED } from '../kernel/index.ts';
import { openWorkspace, type Workspace } from '../warehouse/workspace/index.ts';
import { startBackground } from './background.ts';
import { bindRoutes } from './bind-routes.ts';
import { buildKeeping } from './build-keeping.ts';
import { compactErased, noteErased } from './compact-folder.ts';
import { type Config, identityLimits } from './config.ts';
import { type DataFolder, takeDataFolder } from './data-folder.ts';
import { type DataPath, openDataPath } from './data-path.ts';
import { enginePath } from './engine-path.ts';
import { openEngines } from './engines.ts';
import { openErasureLog } from './erasure-log.ts';
import { followFacts } from './follow-facts.ts';
import { recordOperators } from './record-operators.ts';
import { folderClock } from './system-clock.ts';
import { VERSION } from './version.ts';

/** One folder, open and owned by this process, with its services and the server that speaks for them. */
export interface App extends DataPath {
  readonly folder: DataFolder;
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly access: Access;
  /** Not listening yet; `inject` calls it without a socket. */
  readonly server: FastifyInstance;
  /** The business day of the folder's clock. */
  today(): DayNumber;
  /** Starts what runs by the clock: due campaigns, expiry of coupons. A short command needs none of it. */
  start(): void;
  /** Finishes what is under way, puts everything on disk and gives the folder free. */
  close(): Promise<void>;
}

/** Opens a folder. Throws `workspace.in-use`, `config.invalid`, or what an engine says. */
export async function openApp(config: Config): Promise<App> {
  const folder = takeDataFolder(config.dataDir);
  try {
    return await openOwned(config, folder);
  } catch (error) {
    folder.release();
    throw error;
  }
}

async function openOwned(config: Config, folder: DataFolder): Promise<App> {
  const logger = pino({ level: config.log.level }, pino.destination({ fd: 2, sync: true }));
  await compactErased(config);
  const hasProfiles = existsSync(enginePath(config, 'profile'));
  const engines = await openEngines(config);
  const workspace = await openWorkspace(engines.documents);
  const clock = folderClock(workspace);
  const onFault = (error: unknown) => logger.error({ err: error }, 'will be tried again');
  const path = await openDataPath({
    engines,
    workspace,
    clock,
    builds: buildKeeping(config),
    watch: watchSettings(config),
    limits: identityLimits(config),
    erasures: openErasureLog(config.dataDir),
    onErased: () => noteErased(config.dataDir),
    onFault,
  });

  await path.eraser.eraseAgain(UNWATCHED);
  // An erase has taken the store away whole: what is published is made anew from the tag build.
  if (!hasProfiles) await path.profiles.catchUp(UNWATCHED);

  const jobs = createJobs(clock, (error, jobId) => logger.error({ err: error, jobId }, 'a job failed'));
  const live = createLiveBus();
  const access = createAccess({ documents: engines.documents, clock, cliToken: folder.cliToken });
  const bindings = bindRoutes({ path, access, jobs, live, workspace, clock, engine: engines.warehouse });
  const server = await createServer({
    bindings,
    access,
    live,
    logger,
    onWrite: recordOperators({ intake: path.intake, clock, onFault }),
    idempotency: createIdempotency(engines.documents, clock),
    readiness: async () => ((await path.intake.lag()) > READY_LAG ? ['events wait to be applied'] : []),
    version: VERSION,
    bodyLimitBytes: config.server.body_limit_bytes,
    ...consoleFiles(),
  });
  path.outbox.start();
  const background = startBackground({ path, live, clock, onFault });
  const follower = followFacts({ ...path, onFault });

  return {
    ...path,
    folder,
    workspace,
    clock,
    access,
    server,
    today: () => dayOf(clock.now(), workspace.time),
    start() {
      background.start();
      follower.start();
    },
    async close() {
      await server.close();
      await path.campaigns.close();
      await jobs.drain();
      await background.stop();
      await follower.stop();
      await path.outbox.drain();
      await path.outbox.stop();
      await path.intake.close();
      await path.profiles.close();
      await engines.close();
      await compactErased(config);
      folder.release();
    },
  };
}

/** Events that may wait for the facts before the server says that it is not ready. */
const READY_LAG = 100_000;

function watchSettings({ dataDir, watch }: Config): Parameters<typeof openDataPath>[0]['watch'] {
  return { root: resolve(dataDir, watch.root), intervalMs: watch.interval_ms };
}

function consoleFiles(): { readonly consoleDir?: string } {
  const consoleDir = fileURLToPath(new URL('../../console', import.meta.url));
  return existsSync(consoleDir) ? { consoleDir } : {};
}
