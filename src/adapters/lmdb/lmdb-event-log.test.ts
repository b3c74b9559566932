import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { describeEventLog } from '../../warehouse/events/event-log.conformance.ts';
import { openLmdbEventLog } from './lmdb-event-log.ts';

describe('LMDB event log', () =>
  describeEventLog(async () => {
    const path = mkdtempSync(join(tmpdir(), 'tessera-event-log-'));
    return { log: openLmdbEventLog(path), reopen: async () => openLmdbEventLog(path) };
  }));
