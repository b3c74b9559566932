import { Anchor, Badge, Button, Code, Grid, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { type CallOutput, routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { DistributionChart } from '../../components/distribution/index.ts';
import { FreshnessNote } from '../../components/freshness/index.ts';
import { FactList, Page, Section } from '../../components/page/index.ts';
import { StatRow, StatTile } from '../../components/stat/index.ts';
import { Answer, EmptyState } from '../../components/states/index.ts';
import { type Format, NO_VALUE, useFormat, useLocal } from '../../i18n/index.ts';
import { Problems } from './problems.tsx';
import { TagHistory } from './tag-history.tsx';
import { TagLineage } from './tag-lineage.tsx';
import { useTexts } from './texts.ts';

type TagDescription = CallOutput<typeof routes.describeTag>;

/** One tag: what it means, how its values spread, what it is computed from and who uses it. */
export function TagDetail({ tagId }: { readonly tagId: string }) {
  const t = useTexts();
  const local = useLocal();
  const tag = useAnswer(routes.describeTag, { params: { id: tagId } });
  return (
    <Page
      title={tag.data ? local(tag.data.title) : tagId}
      about={tag.data && local(tag.data.description)}
      parent={{ title: t('title'), to: '/tags' }}
      actions={
        tag.data && (
          <>
            <FreshnessNote of={tag.data.freshness} />
            <Button component={Link} to={`/hoek?q=${encodeURIComponent(`${tagId} is known`)}`} variant="default">
              {t('audience')}
            </Button>
          </>
        )
      }
    >
      <Answer of={tag} height={560}>
        {(data) => (
          <>
            <Figures tag={data} />
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 8 }}>
                <Stack gap="lg">
                  <Section>
                    {data.distribution ? (
                      <DistributionChart title={t('distribution')} type={data.type} bins={data.distribution.bins} />
                    ) : (
                      <EmptyState title={t('notBuilt')} about={t('notBuilt.about')} />
                    )}
                  </Section>
                  {data.problems.length > 0 && (
                    <Section title={t('builds.problems')}>
                      <Problems problems={data.problems} />
                    </Section>
                  )}
                  <TagHistory tagId={tagId} type={data.type} maxDrift={data.rules.maxDrift} />
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 4 }}>
                <Definition tag={data} />
              </Grid.Col>
            </Grid>
            <TagLineage tagId={tagId} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Figures({ tag: { distribution, coverage, type } }: { readonly tag: TagDescription }) {
  const t = useTexts();
  const format = useFormat();
  const written = (value: number | undefined) => numberText(value, type, format);
  const range = (min: number | undefined, max: number) =>
    type === 'money'
      ? `${format.short(min ?? 0, 'money')} – ${format.short(max, 'money')}`
      : `${written(min)} – ${written(max)}`;
  return (
    <StatRow>
      <StatTile
        label={t('coverage')}
        value={coverage === undefined ? NO_VALUE : format.percent(coverage)}
        hint={t('coverage.hint')}
      />
      <StatTile
        label={t('known')}
        value={distribution ? format.count(distribution.known) : NO_VALUE}
        note={distribution && t('unknown', { count: format.count(distribution.unknown) })}
      />
      {distribution?.median !== undefined && <StatTile label={t('median')} value={written(distribution.median)} />}
      {distribution?.mean !== undefined && type !== 'date' && (
        <StatTile label={t('mean')} value={written(distribution.mean)} />
      )}
      {distribution?.max !== undefined && (
        <StatTile label={t('range')} value={range(distribution.min, distribution.max)} />
      )}
    </StatRow>
  );
}

function Definition({ tag }: { readonly tag: TagDescription }) {
  const t = useTexts();
  const format = useFormat();
  // The description's own `freshness` is that of the answer; how fresh the tag is kept stands in the catalogue.
  const kept = useAnswer(routes.listTags).data?.tags.find(({ id }) => id === tag.id)?.freshness;
  return (
    <Section title={t('definition')}>
      <FactList
        facts={[
          [t('id'), <Code key="id">{tag.id}</Code>],
          [t('category'), t(`category.${tag.category}`)],
          [t('type'), t(`type.${tag.type}`)],
          [t('unit'), tag.unit],
          [t('freshness'), kept && t(`freshness.${kept}`)],
          [t('owner'), tag.owner],
          [t('pii'), t(`pii.${tag.pii}`)],
          [t('origin'), t(`origin.${tag.origin}`)],
          [t('inputs'), <Names key="inputs" ids={tag.inputs} />],
          [t('usedBy'), <Names key="usedBy" ids={tag.usedBy} />],
          [t('users'), <Users key="users" users={tag.users} />],
          [t('rules.coverage'), format.percent(tag.rules.minCoverage)],
          [t('rules.drift'), tag.rules.maxDrift === undefined ? NO_VALUE : format.decimal(tag.rules.maxDrift)],
        ]}
      />
      <Text size="xs" c="dimmed" mt="lg" mb="xs">
        {t('rule')}
      </Text>
      <Code block>{ruleText(tag.rule)}</Code>
    </Section>
  );
}

/** Audiences, flows, campaigns and metrics that stand on it. */
function Users({ users }: { readonly users: TagDescription['users'] }) {
  const t = useTexts();
  const local = useLocal();
  if (users.length === 0) return NO_VALUE;
  return (
    <Stack gap={0}>
      {users.map((user) => (
        <Text key={`${user.kind} ${user.id}`} size="sm">
          {t(`node.${user.kind}`)} {local(user.title)}
        </Text>
      ))}
    </Stack>
  );
}

/** Tags link to their pages; facts are only named. */
function Names({ ids }: { readonly ids: readonly string[] }) {
  const tags = useAnswer(routes.listTags);
  const known = new Set(tags.data?.tags.map(({ id }) => id));
  if (ids.length === 0) return NO_VALUE;
  return (
    <Group gap="xs">
      {ids.map((id) =>
        known.has(id) ? (
          <Anchor key={id} component={Link} to={`/tags/${encodeURIComponent(id)}`} size="sm">
            {id}
          </Anchor>
        ) : (
          <Badge key={id} color="gray">
            {id}
          </Badge>
        ),
      )}
    </Group>
  );
}

function ruleText(rule: Readonly<Record<string, unknown>>): string {
  return Object.entries(rule)
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
    .join('\n');
}

const DAY_MS = 86_400_000;

function numberText(value: number | undefined, type: string, format: Format): string {
  if (value === undefined) return NO_VALUE;
  if (type === 'money') return format.money(Math.round(value));
  if (type === 'date') return format.day(new Date(value * DAY_MS).toISOString().slice(0, 10));
  return Number.isInteger(value) ? format.count(value) : format.decimal(value);
}
