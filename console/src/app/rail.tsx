import { Divider, NavLink, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import { PAGES } from './pages.ts';
import classes from './shell.module.css';
import { useTexts } from './texts.ts';

const SECTIONS = ['top', 'products', 'campaigns', 'data'] as const;

/** The pyramid: products on top, data below. */
export function Rail() {
  const t = useTexts();
  const { pathname } = useLocation();
  return (
    <nav aria-label={t('rail')} className={classes['rail']}>
      {SECTIONS.map((section) => {
        const pages = PAGES.filter((page) => page.section === section);
        if (pages.length === 0) return null;
        return (
          <div key={section}>
            {section === 'campaigns' && <Divider my="sm" />}
            {(section === 'products' || section === 'data') && (
              <Text size="xs" c="dimmed" px="sm" pt="md" pb="xs">
                {t(`section.${section}`)}
              </Text>
            )}
            {pages.map(({ id, path, title, icon: PageIcon }) => {
              const isHere = path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);
              return (
                <NavLink
                  key={id}
                  component={Link}
                  to={path}
                  label={t(title)}
                  leftSection={<PageIcon size={16} stroke={1.6} />}
                  active={isHere}
                  aria-current={isHere ? 'page' : undefined}
                  className={classes['link'] ?? ''}
                />
              );
            })}
          </div>
        );
      })}
    </nav>
  );
}
