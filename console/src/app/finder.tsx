import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  type SpotlightFilterFunction,
  spotlight,
} from '@mantine/spotlight';
import {
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSpeakerphone,
  IconTag,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { routes } from '../../../src/contract/index.ts';
import { useAnswer, useMay, useSignOut } from '../api/index.ts';
import { setLanguage, useLanguage, useLocal } from '../i18n/index.ts';
import { PAGES } from './pages.ts';
import { useTexts } from './texts.ts';

export const openFinder = (): void => spotlight.open();

const SETTLED_MS = 2000;

/** ⌘K: pages, commands, and everything that has a name. */
export function Finder() {
  const t = useTexts();
  const [isWanted, setWanted] = useState(false);
  const [query, setQuery] = useState('');
  // Once the page has settled, so that the first ⌘K finds everything at once.
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  const groups = [
    usePages(),
    useCommands(),
    useTags(isWanted),
    useAudiences(isWanted),
    useCampaigns(isWanted),
    usePerson(query, isWanted),
  ];
  return (
    <Spotlight
      shortcut={['mod + K']}
      actions={groups.filter((group) => group.actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setWanted(true)}
      nothingFound={t('finder.nothing')}
      searchProps={{ leftSection: <IconSearch size={16} />, placeholder: t('finder.open') }}
      filter={matching}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      styles={{ inner: { alignItems: 'flex-start', paddingTop: '10vh' } }}
      highlightQuery
      scrollable
      maxHeight={440}
    />
  );
}

type Group = SpotlightActionGroupData;

const MOST_IN_GROUP = 8;
/** More than any name is long. */
const LATER = 1000;

/**
 * Every word of the query must stand in a name, an id or a keyword; the groups keep their order. In a group names that
 * begin with the query come first, short ones before long ones.
 */
const matching: SpotlightFilterFunction = (query, groups) => {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = ({ label, description, keywords }: SpotlightActionData) => {
    const text = [label, description, keywords].flat().join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
  const found = groups.flatMap((group): (SpotlightActionData | SpotlightActionGroupData)[] => {
    if (!('actions' in group)) return isFound(group) ? [group] : [];
    const rank = ({ label = '' }: SpotlightActionData) =>
      label.length + (label.toLowerCase().startsWith(query.toLowerCase().trim()) ? 0 : LATER);
    const actions = group.actions
      .filter(isFound)
      .sort((a, b) => (wanted.length > 0 ? rank(a) - rank(b) : 0))
      .slice(0, MOST_IN_GROUP);
    return actions.length > 0 ? [{ ...group, actions }] : [];
  });
  // The library declares flat actions or groups, never both; each entry is one of the two.
  return found as ReturnType<SpotlightFilterFunction>;
};

function usePages(): Group {
  const t = useTexts();
  const navigate = useNavigate();
  return {
    group: t('finder.pages'),
    actions: PAGES.map(({ id, path, title, icon: PageIcon }) => ({
      id: `page-${id}`,
      label: t(title),
      keywords: id,
      leftSection: <PageIcon size={16} />,
      onClick: () => void navigate(path),
    })),
  };
}

function useCommands(): Group {
  const t = useTexts();
  const navigate = useNavigate();
  const language = useLanguage();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const signOut = useSignOut();
  const other = language === 'en' ? 'zh' : 'en';
  const otherScheme = scheme === 'light' ? 'dark' : 'light';
  const mayBuild = useMay('build');
  const build = mayBuild
    ? [
        {
          id: 'run-build',
          label: t('finder.buildTags'),
          leftSection: <IconTag size={16} />,
          onClick: () => void navigate('/tags?build=ask'),
        },
        {
          id: 'run-import',
          label: t('finder.import'),
          leftSection: <IconTag size={16} />,
          onClick: () => void navigate('/imports?new=1'),
        },
      ]
    : [];
  return {
    group: t('finder.commands'),
    actions: [
      ...build,
      {
        id: 'run-language',
        label: t('finder.language'),
        leftSection: <IconLanguage size={16} />,
        onClick: () => setLanguage(other),
      },
      {
        id: 'run-scheme',
        label: t(`scheme.${otherScheme}`),
        leftSection: <IconMoon size={16} />,
        onClick: () => setColorScheme(otherScheme),
      },
      {
        id: 'run-sign-out',
        label: t('user.signOut'),
        leftSection: <IconLogout size={16} />,
        onClick: () => signOut.mutate(),
      },
    ],
  };
}

function useTags(isOpen: boolean): Group {
  const t = useTexts();
  const local = useLocal();
  const navigate = useNavigate();
  const { data } = useAnswer(routes.listTags, {}, { enabled: isOpen });
  return {
    group: t('page.tags'),
    actions: (data?.tags ?? []).map((tag) => ({
      id: `tag-${tag.id}`,
      label: local(tag.title),
      description: tag.id,
      keywords: [tag.title.en, tag.title.zh],
      leftSection: <IconTag size={16} />,
      onClick: () => void navigate(`/tags/${encodeURIComponent(tag.id)}`),
    })),
  };
}

function useAudiences(isOpen: boolean): Group {
  const t = useTexts();
  const navigate = useNavigate();
  const { data } = useAnswer(routes.listAudiences, {}, { enabled: isOpen });
  return {
    group: t('finder.audiences'),
    actions: (data?.audiences ?? []).map(({ id, title, text }) => ({
      id: `audience-${id}`,
      label: title,
      description: text,
      keywords: id,
      leftSection: <IconUsersGroup size={16} />,
      onClick: () => void navigate(`/hoek/${encodeURIComponent(id)}`),
    })),
  };
}

function useCampaigns(isOpen: boolean): Group {
  const t = useTexts();
  const navigate = useNavigate();
  const { data } = useAnswer(routes.listCampaigns, {}, { enabled: isOpen });
  return {
    group: t('finder.campaigns'),
    actions: (data?.campaigns ?? []).map(({ id, title, state }) => ({
      id: `campaign-${id}`,
      label: title,
      description: `${id} · ${state}`,
      leftSection: <IconSpeakerphone size={16} />,
      onClick: () => void navigate(`/campaigns/${encodeURIComponent(id)}`),
    })),
  };
}

/** Goes to the people whose id begins with what was typed. */
function usePerson(query: string, isWanted: boolean): Group {
  const t = useTexts();
  const navigate = useNavigate();
  const may = useMay('people');
  // Not before the tags: it would be chosen first and stay so.
  const isEarly = useAnswer(routes.listTags, {}, { enabled: isWanted }).isPending;
  const text = query.trim();
  if (!may || isEarly || text === '') return { group: t('page.people'), actions: [] };
  return {
    group: t('page.people'),
    actions: [
      {
        id: 'person',
        label: t('finder.person', { text }),
        keywords: [query],
        leftSection: <IconUser size={16} />,
        onClick: () => void navigate(`/people?search=${encodeURIComponent(text)}`),
      },
    ],
  };
}
