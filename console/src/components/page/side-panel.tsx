import { ActionIcon, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PANEL_WIDTH } from '../../theme/index.ts';
import { useTexts } from '../texts.ts';
import classes from './page.module.css';

/** Shows one row beside its table, so that one's place in it is kept. Escape closes. Goes into `Page`'s `aside`. */
export function SidePanel(props: {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  useHotkeys([['Escape', props.onClose]]);
  return (
    <aside className={classes['panel']} style={{ width: PANEL_WIDTH }}>
      <div className={classes['panelHeader']}>
        <Text fw={600} truncate>
          {props.title}
        </Text>
        <ActionIcon onClick={props.onClose} aria-label={t('close')}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes['panelBody']}>{props.children}</div>
    </aside>
  );
}
