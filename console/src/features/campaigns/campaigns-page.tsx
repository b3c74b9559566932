import { useParams } from 'react-router';
import { CampaignList } from './campaign-list.tsx';
import { CampaignPage } from './campaign-page.tsx';

/** The list, or one campaign. */
export function CampaignsPage() {
  const { campaignId } = useParams();
  return campaignId ? <CampaignPage key={campaignId} id={campaignId} /> : <CampaignList />;
}
