import { describe } from 'vitest';
import { describeAudienceIndex } from '../../services/audience/audience-index.conformance.ts';
import { openDuckDb } from '../duckdb/index.ts';
import { openColumnIndex } from './index.ts';

describe('kernel audience index', () => {
  describeAudienceIndex(
    () => openDuckDb({ path: ':memory:' }),
    (engine) => openColumnIndex({ engine }),
  );
});
