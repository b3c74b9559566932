import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCampaign } from './campaign-file.ts';
import { readTemplate } from './coupon-template-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tessera-documents-'));
const CNY = { code: 'CNY', decimals: 2 };
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));

describe('documents in files', () => {
  it('have money as people write it in TOML, and whole minor units in JSON, whatever the document', () => {
    const campaign = readCampaign(file('c.toml', 'id = "c"\n[budget]\nlimit = 500.25\n'), CNY);
    expect(campaign).toMatchObject({ id: 'c', budget: { limit: 50_025 } });
    expect(readCampaign(file('c.json', JSON.stringify(campaign)), CNY)).toEqual(campaign);

    const template = readTemplate(
      file('t.toml', 'id = "t"\ntitle = "Tea"\ndiscount = { kind = "amount", amount = 5.5 }\n'),
      CNY,
    );
    expect(template).toMatchObject({ title: { en: 'Tea', zh: 'Tea' }, discount: { amount: 550 } });
    expect(readTemplate(file('t.json', JSON.stringify(template)), CNY)).toEqual(template);
  });

  it('keep the zone of a time, and do not invent one', () => {
    const schedule = (text: string) => readCampaign(file('s.toml', `id = "s"\n[schedule]\n${text}\n`), CNY).schedule;
    expect(schedule('startsAt = 2026-03-01T09:00:00+08:00')).toEqual({ startsAt: '2026-03-01T09:00:00.000+08:00' });
    expect(schedule('startsAt = 2026-03-01T09:00:00')).toEqual({ startsAt: '2026-03-01T09:00:00.000' });
  });

  it('are refused with the file and the reason', () => {
    for (const [name, text, problem] of [
      ['a.toml', 'id = ', /a\.toml: /],
      ['b.json', '{', /b\.json: /],
      ['c2.json', '[]', /c2\.json has no id/],
      ['d.toml', 'id = "d"\n[budget]\nlimit = 1.005\n', /1\.005/],
    ] as const)
      expect(() => readCampaign(file(name, text), CNY)).toThrow(problem);
    expect(() => readCampaign(join(folder, 'none.toml'), CNY)).toThrow(/cannot be read/);
  });
});
