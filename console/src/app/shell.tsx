import { AppShell, Badge, Group, Kbd, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useMemo } from 'react';
import { Link, Outlet, useNavigation } from 'react-router';
import { routes } from '../../../src/contract/index.ts';
import { useAnswer, useLive } from '../api/index.ts';
import { Answer } from '../components/states/index.ts';
import { FormatContext } from '../i18n/index.ts';
import { HEADER_HEIGHT, RAIL_WIDTH } from '../theme/index.ts';
import { Finder, openFinder } from './finder.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { LiveBadge } from './live-badge.tsx';
import { Rail } from './rail.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';
import classes from './shell.module.css';
import mark from './tessera.svg';
import { useTexts } from './texts.ts';
import { UserMenu } from './user-menu.tsx';

/** The frame around every page. Zone and currency reach the pages through it. */
export function Shell() {
  const t = useTexts();
  const live = useLive();
  const workspace = useAnswer(routes.getWorkspace);
  const { data } = workspace;
  const zone = data?.zone;
  const code = data?.currency.code;
  const decimals = data?.currency.decimals;
  const settings = useMemo(
    () => ({ zone: zone ?? 'UTC', currency: { code: code ?? 'USD', decimals: decimals ?? 2 } }),
    [zone, code, decimals],
  );

  return (
    <FormatContext value={settings}>
      <AppShell header={{ height: HEADER_HEIGHT }} navbar={{ width: RAIL_WIDTH, breakpoint: 0 }} padding={0}>
        <AppShell.Header className={classes['header'] ?? ''}>
          <Group
            gap="sm"
            wrap="nowrap"
            w={RAIL_WIDTH - 24}
            component={Link}
            {...{ to: '/' }}
            className={classes['brand']}
          >
            <img src={mark} alt="" width={20} height={20} />
            <Text fw={600}>Tessera</Text>
          </Group>
          <Group gap="sm" wrap="nowrap" miw={0}>
            {data ? (
              <Text size="sm" c="dimmed" truncate>
                {data.name}
              </Text>
            ) : (
              <Skeleton width={90} height={14} />
            )}
            {data?.isDemo && <Badge color="gray">{t('demo')}</Badge>}
          </Group>
          <UnstyledButton className={classes['finder']} onClick={openFinder}>
            <IconSearch size={14} aria-hidden />
            <Text size="xs" c="dimmed" truncate flex={1}>
              {t('finder.open')}
            </Text>
            <Kbd size="xs">{navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K</Kbd>
          </UnstyledButton>
          <Group gap="sm" wrap="nowrap" ml="auto">
            {data && <LiveBadge state={live} now={data.now} readAt={workspace.dataUpdatedAt} />}
            <LanguageSwitch />
            <SchemeSwitch />
            <UserMenu />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar>
          <Rail />
        </AppShell.Navbar>
        <AppShell.Main className={classes['main'] ?? ''}>
          <Arriving />
          <Suspense>
            <Answer of={workspace} height={480}>
              {() => <Outlet />}
            </Answer>
          </Suspense>
        </AppShell.Main>
        <Finder />
      </AppShell>
    </FormatContext>
  );
}

/** A thin line on top while the chunk of the next page is on its way. */
function Arriving() {
  return useNavigation().state === 'loading' ? <div className={classes['arriving']} aria-hidden /> : null;
}
