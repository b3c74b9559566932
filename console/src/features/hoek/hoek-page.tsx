import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { routes } from '../../../../src/contract/index.ts';
import { useAnswer } from '../../api/index.ts';
import { ErrorState } from '../../components/states/index.ts';
import { AudienceBuilder } from './audience-builder.tsx';

/** A new audience, or a saved one. */
export function HoekPage() {
  const { audienceId } = useParams();
  const saved = useAnswer(
    routes.getAudience,
    { params: { id: audienceId ?? '' } },
    { enabled: audienceId !== undefined },
  );
  if (audienceId === undefined) return <AudienceBuilder key="new" />;
  if (saved.error) return <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />;
  return saved.data ? <AudienceBuilder key={audienceId} saved={saved.data} /> : <Skeleton height={640} />;
}
