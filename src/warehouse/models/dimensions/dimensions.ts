import { day, word } from '../columns.ts';
import type { ViewDefinition } from '../model-definition.ts';

/** What the ids of all models mean: as the last write told it, so these have no history. */
export const DIMENSIONS: readonly ViewDefinition[] = [
  {
    id: 'merchant',
    area: 'dimension',
    version: 1,
    title: { en: 'Merchants', zh: '商户' },
    grain: 'one merchant or shop that a source described',
    key: ['merchant_id'],
    columns: {
      merchant_id: word('Merchant.'),
      name: word('Name.'),
      category: word('What it sells.'),
      city: word('Where it is.'),
      latitude: { type: 'number', unit: 'degrees', text: 'WGS 84.' },
      longitude: { type: 'number', unit: 'degrees', text: 'WGS 84.' },
      price_level: { type: 'integer', unit: 'level', text: 'Of the source; a higher one is dearer.' },
    },
    from: 'main.dim_merchant m',
  },
  {
    id: 'product',
    area: 'dimension',
    version: 1,
    title: { en: 'Products', zh: '商品' },
    grain: 'one product or offer that a source described',
    key: ['product_id'],
    columns: {
      product_id: word('Product.'),
      name: word('Name.'),
      category: word('Category.'),
      department: word('Department.'),
      brand: word('Brand.'),
    },
    from: 'main.dim_product m',
  },
  {
    id: 'campaign',
    area: 'dimension',
    version: 1,
    title: { en: 'Campaigns', zh: '活动资料' },
    grain: 'one campaign, historical or run here',
    key: ['campaign_id', 'source'],
    columns: {
      campaign_id: word('Campaign.'),
      title: word('Title.'),
      type: word('Kind.'),
      starts_on: day('First day.'),
      ends_on: day('Last day; null for open.'),
      source: word('Where it ran; `tessera` for campaigns run here.'),
    },
    from: 'main.dim_campaign m',
  },
];
