import { useParams } from 'react-router';
import { TagCatalogue } from './tag-catalogue.tsx';
import { TagDetail } from './tag-detail.tsx';

/** The catalogue, or one tag. */
export function TagsPage() {
  const { tagId } = useParams();
  return tagId ? <TagDetail key={tagId} tagId={tagId} /> : <TagCatalogue />;
}
