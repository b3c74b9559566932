import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes } from '../../src/contract/index.ts';
import { readCampaign } from '../../src/entrypoints/cli/commands/campaign-file.ts';
import { REASONS } from '../../src/services/decision/index.ts';

const docs = readFileSync('docs/campaigns.md', 'utf8');
const currency = { code: 'USD', decimals: 2 };

describe('docs/campaigns.md', () => {
  it('names every reason, every rule and every score, and no reason that there is not', () => {
    const [, table = ''] = docs.split('## Reasons');
    const named = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    expect(named).toEqual(Object.keys(REASONS));
    const { nodes } = routes.flowInput.shape;
    const words = JSON.stringify(nodes.toJSONSchema()).matchAll(/"(?:enum|const)":(\[[^\]]*\]|"[^"]*")/g);
    for (const [, list = ''] of words)
      for (const word of [JSON.parse(list)].flat()) expect(docs, word).toContain(`\`${word}\``);
  });
});

describe('examples/campaigns', () => {
  const files = readdirSync('examples/campaigns');

  it('fit the contract, with money in minor units', () => {
    const campaign = readCampaign('examples/campaigns/frequent.campaign.toml', currency);
    expect(routes.campaignInput.parse(campaign)).toMatchObject({
      budget: { limit: 100_000, funder: 'platform', guarantee: 'strict' },
      schedule: { endsAt: expect.stringMatching(/^2030-12-31T23:59:59.*-05:00$/) },
    });
    const flow: unknown = JSON.parse(readFileSync('examples/campaigns/careful.flow.json', 'utf8'));
    expect(routes.flowInput.parse(flow)).toEqual(flow);
    expect(files).toHaveLength(4);
  });
});
