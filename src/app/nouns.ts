import { registerAudience } from '../entrypoints/cli/commands/audience.ts';
import { registerCampaigns } from '../entrypoints/cli/commands/campaigns.ts';
import { registerCoupons } from '../entrypoints/cli/commands/coupons.ts';
import { registerDecide } from '../entrypoints/cli/commands/decide.ts';
import { registerImport } from '../entrypoints/cli/commands/import.ts';
import { registerImports } from '../entrypoints/cli/commands/imports.ts';
import { registerLedger } from '../entrypoints/cli/commands/ledger.ts';
import { registerMetrics } from '../entrypoints/cli/commands/metrics.ts';
import { registerModels } from '../entrypoints/cli/commands/models.ts';
import { registerPeople } from '../entrypoints/cli/commands/people.ts';
import { registerProfile } from '../entrypoints/cli/commands/profile.ts';
import { registerMerchants, registerOffers } from '../entrypoints/cli/commands/subjects.ts';
import { registerTags } from '../entrypoints/cli/commands/tags.ts';
import { registerWatch } from '../entrypoints/cli/commands/watch.ts';
import type { Register } from '../entrypoints/cli/index.ts';

/** The nouns of the CLI in data-path order. */
export const NOUNS: readonly Register[] = [
  registerImport,
  registerImports,
  registerWatch,
  registerModels,
  registerMerchants,
  registerOffers,
  registerTags,
  registerProfile,
  registerPeople,
  registerAudience,
  registerMetrics,
  registerCoupons,
  registerLedger,
  registerDecide,
  registerCampaigns,
];
