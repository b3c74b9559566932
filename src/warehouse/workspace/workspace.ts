import { type BusinessTime, type Currency, type DocumentStore, isKnownZone, TesseraError } from '../../kernel/index.ts';
import type { WorkspaceSettings } from './settings.ts';

/** Zone, currency and day start of one folder. Unsettled until the first mapping or `config` settles them, then fixed. */
export interface Workspace {
  /** Undefined while the folder is empty. */
  settings(): WorkspaceSettings | undefined;
  /** Settles an empty folder, or holds a settled one to what is wanted: throws `workspace.disagrees`. */
  settle(wanted: WorkspaceWish): Promise<WorkspaceSettings>;
  /** Always the current settings (UTC while unsettled), so that services may keep it. */
  readonly time: BusinessTime;
  /** Always the current settings (XXX with 2 decimals while unsettled). */
  readonly currency: Currency;
}

/** What a mapping asks of the folder; what is left out agrees with anything. */
export interface WorkspaceWish {
  readonly name?: string;
  readonly zone?: string;
  readonly dayStartMinutes?: number;
  readonly currency?: Currency;
  readonly clockOffsetMs?: number;
}

const COLLECTION = 'workspace';
const ID = 'settings';
const UNSETTLED: WorkspaceSettings = {
  name: 'empty',
  time: { zone: 'UTC', dayStartMinutes: 0 },
  currency: { code: 'XXX', decimals: 2 },
  clockOffsetMs: 0,
};

export async function openWorkspace(documents: DocumentStore): Promise<Workspace> {
  let settings = (await documents.find<WorkspaceSettings>(COLLECTION, ID))?.value;
  const now = () => settings ?? UNSETTLED;
  return {
    settings: () => settings,
    async settle(wanted) {
      if (settings) {
        holdTo(settings, wanted);
        return settings;
      }
      if (wanted.zone !== undefined && !isKnownZone(wanted.zone)) {
        throw new TesseraError('config.invalid', {
          problem: `there is no time zone "${wanted.zone}"`,
          where: 'the zone',
        });
      }
      const value = settled(wanted);
      await documents.put(COLLECTION, ID, { value, expectedVersion: 0 });
      settings = value;
      return value;
    },
    time: {
      get zone() {
        return now().time.zone;
      },
      get dayStartMinutes() {
        return now().time.dayStartMinutes;
      },
    },
    currency: {
      get code() {
        return now().currency.code;
      },
      get decimals() {
        return now().currency.decimals;
      },
    },
  };
}

function settled(wanted: WorkspaceWish): WorkspaceSettings {
  return {
    name: wanted.name ?? 'workspace',
    time: { zone: wanted.zone ?? 'UTC', dayStartMinutes: wanted.dayStartMinutes ?? 0 },
    currency: wanted.currency ?? { code: 'USD', decimals: 2 },
    clockOffsetMs: wanted.clockOffsetMs ?? 0,
  };
}

function holdTo(have: WorkspaceSettings, wanted: WorkspaceWish): void {
  const pairs: readonly (readonly [setting: string, have: string, want: string | undefined])[] = [
    ['the time zone', have.time.zone, wanted.zone],
    [
      'the day start',
      `${have.time.dayStartMinutes} min`,
      wanted.dayStartMinutes === undefined ? undefined : `${wanted.dayStartMinutes} min`,
    ],
    ['the currency', have.currency.code, wanted.currency?.code],
    ['currency decimals', String(have.currency.decimals), wanted.currency && String(wanted.currency.decimals)],
  ];
  for (const [setting, is, want] of pairs) {
    if (want !== undefined && want !== is) throw new TesseraError('workspace.disagrees', { setting, have: is, want });
  }
}
