import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTexts } from '../texts.ts';
import { joinAt, negated, replaceAt } from './edit-tree.ts';
import type { InnerProps } from './part-props.ts';

/** What can be done with a part of the tree. */
export function PartMenu(props: InnerProps & { readonly onJoin?: (kind: 'all' | 'any') => void }) {
  const t = useTexts();
  const { tree, path, part, isNot, parentKind, onChange, onJoin } = props;
  const group = parentKind ?? 'all';
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('part.menu')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onJoin && group === 'all' && <Menu.Item onClick={() => onJoin('any')}>{t('part.or')}</Menu.Item>}
        {onJoin && group === 'any' && <Menu.Item onClick={() => onJoin('all')}>{t('part.and')}</Menu.Item>}
        <Menu.Item onClick={() => onChange(replaceAt(tree, path, negated(part)))}>
          {t(isNot ? 'part.include' : 'part.exclude')}
        </Menu.Item>
        <Menu.Item onClick={() => onChange(doubled(props, group))}>{t('part.double')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" onClick={() => onChange(replaceAt(tree, path, undefined))}>
          {t('remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** A copy stands beside the part, in the group that it stands in. */
function doubled({ tree, path, part, parentKind }: InnerProps, kind: 'all' | 'any') {
  const parentPath = parentKind === undefined ? path : path.split('.').slice(0, -1).join('.');
  return joinAt(tree, parentPath, { kind, added: part });
}
