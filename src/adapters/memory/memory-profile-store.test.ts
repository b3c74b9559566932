import { describe } from 'vitest';
import { describeProfileStore } from '../../services/profile/profile-store.conformance.ts';
import { openMemoryProfileStore } from './index.ts';

describe('profiles in memory', () => describeProfileStore(async () => openMemoryProfileStore()));
