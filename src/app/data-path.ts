import { openColumnIndex } from '../adapters/kernel/index.ts';
import type { BusinessTime, Clock, Currency } from '../kernel/index.ts';
import { createEraser } from '../products/privacy/index.ts';
import { audienceTagUsers, createAudienceService, createMembershipService } from '../services/audience/index.ts';
import { campaignTagUsers, createCampaignService } from '../services/campaign/index.ts';
import { createDecisionService, flowTagUsers } from '../services/decision/index.ts';
import { createLedgerOutbox, createLedgerService, warehousePeople } from '../services/ledger/index.ts';
import { createMetricsService, metricTagUsers } from '../services/metrics/index.ts';
import { createPeople, createProfileService, profilesByPerson } from '../services/profile/index.ts';
import type { ErasureLog } from '../warehouse/erase/index.ts';
import { createEventIntake } from '../warehouse/events/index.ts';
import { createFactWriter } from '../warehouse/facts/index.ts';
import { createIdentities, type IdentityLimits } from '../warehouse/identity/index.ts';
import { createImportService, createWatchService } from '../warehouse/imports/index.ts';
import { createModelService, createSubjectTagService } from '../warehouse/models/index.ts';
import { createTagService, type TagServiceDeps } from '../warehouse/tags/index.ts';
import type { Workspace } from '../warehouse/workspace/index.ts';
import type { Engines } from './engines.ts';

export type DataPath = Awaited<ReturnType<typeof openDataPath>>;

export interface DataPathDeps {
  readonly engines: Engines;
  readonly workspace: Workspace;
  readonly clock: Clock;
  /** Where older tag builds are kept, and how many. */
  readonly builds: Pick<TagServiceDeps, 'archiveDirectory' | 'segmentsDirectory' | 'retention'>;
  /** Up to where evidence joins logins. */
  readonly limits: IdentityLimits;
  readonly erasures: ErasureLog;
  /** An erase has freed pages that still hold what was erased. */
  readonly onErased: () => void;
  /** Told of what goes wrong in the background and will be tried again. */
  readonly onFault: (error: unknown) => void;
  /** Where folders may be watched, absolute, and how often it is looked. */
  readonly watch: { readonly root: string; readonly intervalMs: number };
}

/**
 * The whole path on one page: ingest events → refresh models → compute tags → publish profiles and index audiences →
 * (on request) decide → reserve and issue → roll up KPIs.
 */
export async function openDataPath(deps: DataPathDeps) {
  const { engines, workspace, clock, builds, onFault, watch } = deps;
  const { warehouse: engine, documents } = engines;
  const { time, currency }: { readonly time: BusinessTime; readonly currency: Currency } = workspace;

  // Facts come in by files or by events, and go through one writer, which refreshes the models of what it touches.
  const models = await createModelService({ engine, clock });
  const identities = createIdentities({ engine, clock, limits: deps.limits });
  const writer = createFactWriter({ time, limits: deps.limits, onPeopleMoved: () => identities.peopleMoved() });
  const subjects = createSubjectTagService({ engine, clock, time });
  const tags = await createTagService({ engine, documents, clock, time, currency, ...builds });
  const imports = createImportService({ engine, writer, workspace, tags, clock });
  const watches = createWatchService({ imports, documents, ...watch, onFault });
  const intake = createEventIntake({ log: engines.events, engine, writer, clock, onFault });

  // A build of tags is released to the two that answer from it.
  const store = profilesByPerson(engines.profiles, identities);
  const profiles = createProfileService({
    store,
    tags,
    engine,
    clock,
    time,
    currency,
    personOf: identities.personOf,
  });
  const audiences = createAudienceService({
    index: openColumnIndex({ engine }),
    engine,
    documents,
    tags,
    clock,
    identities,
  });
  tags.onRelease((release, job) => profiles.publish(release, job));

  // Live tags follow the facts, whichever way those came; what touches facts otherwise is seen by the next tick.
  const countLive = (): void => void profiles.refreshLive().catch(onFault);
  intake.onApplied(countLive);
  tags.onRelease((release, job) => audiences.load(release, job));
  // Merchants and offers are tagged as of the same day.
  tags.onRelease((release, job) => subjects.build(release, job));

  // The ledger owns coupons and money; its journal flows back into the facts.
  const outbox = createLedgerOutbox({ ledger: engines.ledger, engine, writer, clock, onFault });
  const ledger = createLedgerService({
    store: engines.ledger,
    outbox,
    engine,
    clock,
    knowsPerson: warehousePeople(engine),
    identities,
  });
  outbox.onApplied(countLive);

  // A decision asks the profile and holds in the ledger; a campaign decides for everyone of a snapshot.
  const decisions = createDecisionService({
    documents,
    log: engines.decisions,
    profiles,
    ledger,
    tags,
    clock,
    knowsPerson: warehousePeople(engine),
    findTerms: (id, user) => campaigns.findTerms(id, user),
  });
  const campaigns = createCampaignService({
    documents,
    log: engines.decisions,
    decisions,
    ledger,
    audiences,
    profiles,
    engine,
    clock,
    time,
  });

  // What uses tags tells them so: the lineage shows it, and a tag in use cannot be retired.
  for (const users of [
    audienceTagUsers(audiences),
    flowTagUsers(decisions.flows),
    campaignTagUsers(campaigns),
    metricTagUsers(),
  ])
    tags.addUsers(users);

  const metrics = createMetricsService({ engine, clock, time, currency });
  const people = createPeople({ engine });
  const membership = createMembershipService({
    engine,
    documents,
    tags,
    profiles,
    clock,
    time,
    personOf: identities.personOf,
  });

  const eraser = createEraser({
    engine,
    documents,
    decisions: engines.decisions,
    vault: engines.vault,
    log: deps.erasures,
    clock,
    limits: deps.limits,
    archiveDirectory: builds.archiveDirectory ?? '',
    settle: async () => {
      await outbox.drain();
      await intake.drain();
    },
    async reload(job) {
      identities.peopleMoved();
      await tags.forgetFacts();
      const release = tags.current();
      if (!release) return;
      await profiles.publish(release, job);
      await audiences.load(release, job);
    },
    onErased: deps.onErased,
  });

  return {
    models,
    subjects,
    tags,
    imports,
    watches,
    intake,
    identities,
    eraser,
    profiles,
    people,
    audiences,
    membership,
    outbox,
    ledger,
    decisions,
    campaigns,
    metrics,
  };
}
