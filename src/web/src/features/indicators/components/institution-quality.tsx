import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useQuality } from '../api/get-quality';
import type { Drill } from './cases-drawer';
import { QualityTable } from './quality-table';

/** What one institution leaves out or writes late. */
export function InstitutionQuality({ id, onOpen }: { readonly id: string; readonly onOpen: (drill: Drill) => void }) {
  const { t } = useText();
  const query = useQuality();
  const rows = query.data?.quality.filter(({ institutionId }) => institutionId === id) ?? [];
  return (
    <section className="panel" aria-label={t('indicators.quality')}>
      <h2>{t('indicators.quality')}</h2>
      <LoadState query={query} rows={3} empty={rows.length === 0} emptyText={t('quality.none')}>
        <QualityTable rows={rows} onOpen={onOpen} />
      </LoadState>
    </section>
  );
}
