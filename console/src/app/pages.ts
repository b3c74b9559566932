import {
  type Icon,
  IconCloud,
  IconDatabaseImport,
  IconHome,
  IconSpeakerphone,
  IconStar,
  IconTag,
  IconTicket,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type en from './locales/en.json';

/** One entry of the rail with the routes below it. Adding a page is adding an entry (and its title to the locales). */
export interface PageEntry {
  readonly id: string;
  /** Absolute; the rail links here. */
  readonly path: string;
  /** Routes of things below the page, relative to `path`. */
  readonly children?: readonly string[];
  readonly title: keyof typeof en;
  readonly icon: Icon;
  readonly section: 'top' | 'products' | 'campaigns' | 'data';
  /** One component shows the page and the things below it; loaded when first needed. */
  readonly load: () => Promise<ComponentType>;
}

/** The rail from top to bottom: products above, data below. */
export const PAGES: readonly PageEntry[] = [
  {
    id: 'overview',
    path: '/',
    title: 'page.overview',
    icon: IconHome,
    section: 'top',
    load: async () => (await import('../features/overview/index.ts')).OverviewPage,
  },
  {
    id: 'hoek',
    path: '/hoek',
    children: [':audienceId'],
    title: 'page.hoek',
    icon: IconUsersGroup,
    section: 'products',
    load: async () => (await import('../features/hoek/index.ts')).HoekPage,
  },
  {
    id: 'cord',
    path: '/cord',
    title: 'page.cord',
    icon: IconTicket,
    section: 'products',
    load: async () => (await import('../features/cord/index.ts')).CordPage,
  },
  {
    id: 'cloud',
    path: '/cloud',
    title: 'page.cloud',
    icon: IconCloud,
    section: 'products',
    load: async () => (await import('../features/cloud/index.ts')).CloudPage,
  },
  {
    id: 'star',
    path: '/star',
    children: [':campaignId'],
    title: 'page.star',
    icon: IconStar,
    section: 'products',
    load: async () => (await import('../features/star/index.ts')).StarPage,
  },
  {
    id: 'campaigns',
    path: '/campaigns',
    children: [':campaignId'],
    title: 'page.campaigns',
    icon: IconSpeakerphone,
    section: 'campaigns',
    load: async () => (await import('../features/campaigns/index.ts')).CampaignsPage,
  },
  {
    id: 'people',
    path: '/people',
    children: [':userId'],
    title: 'page.people',
    icon: IconUsers,
    section: 'data',
    load: async () => (await import('../features/people/index.ts')).PeoplePage,
  },
  {
    id: 'tags',
    path: '/tags',
    children: [':tagId'],
    title: 'page.tags',
    icon: IconTag,
    section: 'data',
    load: async () => (await import('../features/tags/index.ts')).TagsPage,
  },
  {
    id: 'imports',
    path: '/imports',
    title: 'page.imports',
    icon: IconDatabaseImport,
    section: 'data',
    load: async () => (await import('../features/imports/index.ts')).ImportsPage,
  },
];
