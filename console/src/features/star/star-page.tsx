import { useParams } from 'react-router';
import { CampaignBoard } from './campaign-board.tsx';
import { CampaignPicker } from './campaign-picker.tsx';

/** The map of one campaign; without one, the campaigns to choose from. */
export function StarPage() {
  const { campaignId } = useParams();
  return campaignId ? <CampaignBoard key={campaignId} campaignId={campaignId} /> : <CampaignPicker />;
}
