import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { type GraphNode, LayeredGraph } from '../../components/graph/index.ts';
import { Section } from '../../components/page/index.ts';
import { Answer } from '../../components/states/index.ts';
import { useLocal } from '../../i18n/index.ts';
import { useTexts } from './texts.ts';

type Node = CallOutput<typeof routes.tagLineage>['nodes'][number];

/** Where the kinds have pages; facts have none. */
const PAGES: Readonly<Partial<Record<Node['kind'], string>>> = {
  tag: '/tags/',
  audience: '/hoek/',
  campaign: '/campaigns/',
};

/** From the facts through this tag to what uses it; derived from the definitions, so never out of date. */
export function TagLineage({ tagId }: { readonly tagId: string }) {
  const t = useTexts();
  const local = useLocal();
  const lineage = useAnswer(routes.tagLineage, { params: { id: tagId } });
  const shown = (node: Node): GraphNode => {
    const page = PAGES[node.kind];
    const title = node.title ? local(node.title) : node.id;
    return {
      key: node.key,
      isSubject: node.kind === 'tag' && node.id === tagId,
      content: (
        <>
          <Text size="xs" c="dimmed" truncate>
            {t(`node.${node.kind}`)}
          </Text>
          {page ? (
            <Anchor component={Link} to={`${page}${encodeURIComponent(node.id)}`} size="sm" truncate title={title}>
              {title}
            </Anchor>
          ) : (
            <Text size="sm" truncate title={title}>
              {title}
            </Text>
          )}
        </>
      ),
    };
  };
  return (
    <Section title={t('lineage')} note={t('lineage.note')}>
      <Answer of={lineage} height={180}>
        {({ nodes, edges }) => <LayeredGraph label={t('lineage')} nodes={nodes.map(shown)} edges={edges} />}
      </Answer>
    </Section>
  );
}
