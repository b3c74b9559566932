import { useParams } from 'react-router';
import { PeopleList } from './people-list.tsx';
import { PersonPage } from './person-page.tsx';

/** The list, or one person. */
export function PeoplePage() {
  const { userId } = useParams();
  return userId ? <PersonPage key={userId} userId={userId} /> : <PeopleList />;
}
