import { FormOutlined, MedicineBoxOutlined, ScheduleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { Box } from '@/features/consultations/api/shapes';
import { OutboxList } from '@/features/consultations/components/outbox-list';
import { WorklistPage } from '@/features/consultations/pages/worklist-page';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { NoSuchPage } from '@/shared/ui/page-error';

const boxes: readonly string[] = ['outgoing', 'incoming', 'supervised'] satisfies Box[];

export function DeskRoute() {
  const { t } = useText();
  const user = useUser();
  const { box = '' } = useParams();
  if (!boxes.includes(box)) return <NoSuchPage />;
  const hasRounds = box !== 'supervised' && hasRole(user, 'physician', 'office');
  const mayAsk = box === 'outgoing' && hasRole(user, 'physician');
  return (
    <WorklistPage
      key={box}
      box={box as Box}
      withMine={box === 'incoming' && hasRole(user, 'physician')}
      above={box === 'outgoing' ? <OutboxList /> : undefined}
      actions={
        <>
          {hasRounds && (
            <Link to={`/rounds?box=${box}`}>
              <Button icon={<ScheduleOutlined />}>{t('menu.rounds')}</Button>
            </Link>
          )}{' '}
          {mayAsk && (
            <>
              <Link to="/recognition/check">
                <Button icon={<MedicineBoxOutlined />}>{t('menu.order')}</Button>
              </Link>{' '}
              <Link to="/new">
                <Button type="primary" icon={<FormOutlined />}>
                  {t('menu.new')}
                </Button>
              </Link>
            </>
          )}
        </>
      }
    />
  );
}
