import '@/shared/ui/chips.css';
import '../capacity.css';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { BedBoard } from '../components/bed-board';
import { ScheduleList } from '../components/schedule-list';
import { WeekGrid } from '../components/week-grid';

/** What an institution offers to those who refer: the week's slots, the hours they follow from, the beds. */
export function CapacityPage({ above }: { readonly above: ReactNode }) {
  const { t } = useText();
  const { institutionId } = useUser();
  return (
    <div className="page capacity">
      {above}
      <section className="panel">
        <Tabs
          size="small"
          items={[
            { key: 'week', label: t('capacity.week'), children: <WeekGrid institutionId={institutionId} /> },
            { key: 'beds', label: t('capacity.beds'), children: <BedBoard institutionId={institutionId} /> },
            { key: 'schedules', label: t('capacity.schedules'), children: <ScheduleList institutionId={institutionId} /> },
          ]}
        />
      </section>
    </div>
  );
}
