import { Anchor, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import classes from './page.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** One sentence: what this page answers. */
  readonly about?: ReactNode;
  /** The primary action, and at most two others before it. */
  readonly actions?: ReactNode;
  /** Where one comes from, for pages of one thing. */
  readonly parent?: { readonly title: string; readonly to: string };
}

export function PageHeader({ title, about, actions, parent }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Tessera`;
  }, [title]);

  return (
    <header className={classes['header']}>
      <div>
        {parent && (
          <Anchor component={Link} to={parent.to} size="xs" c="dimmed">
            {parent.title}
          </Anchor>
        )}
        <Title order={1}>{title}</Title>
        {about && (
          <Text size="sm" c="dimmed" maw={960}>
            {about}
          </Text>
        )}
      </div>
      {actions && <div className={classes['actions']}>{actions}</div>}
    </header>
  );
}
