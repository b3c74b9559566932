import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { describeLedgerStore } from '../../services/ledger/ledger-store.conformance.ts';
import { openLmdbLedgerStore } from './lmdb-ledger-store.ts';

const temporary = () => mkdtempSync(join(tmpdir(), 'tessera-ledger-'));

describe('LMDB ledger', () => {
  describeLedgerStore(async () => openLmdbLedgerStore(temporary()));
});
