import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { NumberButton } from '@/shared/ui/number-button';
import { type QualityKind, qualityKinds, useQuality } from '../api/get-quality';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { QualityTable, sumOf } from '../components/quality-table';

/** Whether the figures can be trusted: forms left incomplete, diagnoses missing, records written late. */
export function QualityPage() {
  const { t, tv } = useText();
  const query = useQuality();
  const { drill, open, close } = useDrill<Drill>();
  const rows = query.data?.quality ?? [];
  const sum = (kind: QualityKind) => rows.reduce((before, row) => before + row[kind], 0);
  const found = rows.filter((row) => sumOf(row) > 0).length;
  return (
    <>
      <header className="page-head">
        <h1>{t('indicators.quality')}</h1>
        {query.data && <DataAge asOf={query.data.asOf} ageSeconds={query.data.ageSeconds} receivedAt={query.dataUpdatedAt} />}
      </header>
      <p className="muted intro">{t('quality.intro')}</p>
      <LoadState query={query} rows={8} empty={rows.length === 0} emptyText={t('quality.none')}>
        <div className="figures">
          {qualityKinds.map((kind) => (
            <div key={kind} className="figure panel">
              <span className="muted">{tv('quality', kind)}</span>
              <b>
                <NumberButton
                  text={formatCount(sum(kind))}
                  label={tv('quality', kind)}
                  empty={sum(kind) === 0}
                  onClick={() => open({ path: 'quality/cases', query: { kind }, title: tv('quality', kind) })}
                />
              </b>
            </div>
          ))}
          <div className="figure panel">
            <span className="muted">{t('quality.found')}</span>
            <b>{formatCount(found)}</b>
          </div>
        </div>
        <section className="panel">
          <QualityTable rows={rows} onOpen={open} />
        </section>
      </LoadState>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}
