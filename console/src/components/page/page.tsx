import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';
import { PageHeader, type PageHeaderProps } from './page-header.tsx';

/** A page: header, then the answer, the picture, the table. `aside` is the side panel that a row opens. */
export function Page({
  children,
  aside,
  ...header
}: PageHeaderProps & { readonly children: ReactNode; readonly aside?: ReactNode }) {
  return (
    <div className={classes['frame']}>
      <div className={classes['body']}>
        <Stack gap="lg" className={classes['content']}>
          <PageHeader {...header} />
          {children}
        </Stack>
      </div>
      {aside}
    </div>
  );
}
