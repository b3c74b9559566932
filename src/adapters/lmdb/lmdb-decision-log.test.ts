import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { describeDecisionLog } from '../../services/decision/decision-log.conformance.ts';
import { openLmdbDecisionLog } from './lmdb-decision-log.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-decisions-'));

describe('LMDB decision log', () => {
  describeDecisionLog(async () => openLmdbDecisionLog(temporary()));
});
