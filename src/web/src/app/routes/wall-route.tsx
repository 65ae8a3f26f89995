import { WallPage } from '@/features/board/pages/wall-page';
import { WallFlows, WallRanking, WallTrends } from '@/features/indicators/components/wall-panels';
import { useText } from '@/shared/i18n/i18n';

const trends = ['up-referrals', 'down-referrals'];
const rankings = ['loop-closed-rate', 'clocks-kept'];

export function WallRoute() {
  const { t } = useText();
  return (
    <WallPage
      more={[
        { key: 'flows', title: t('wall.flows'), content: <WallFlows /> },
        { key: 'ranking', title: t('wall.ranking'), content: <WallRanking codes={rankings} /> },
        { key: 'trends', title: t('wall.trends'), content: <WallTrends codes={trends} /> },
      ]}
    />
  );
}
