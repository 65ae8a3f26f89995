import '../admin-phrases';
import { Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useCatalogue, useCatalogueVersions } from '../api/catalogue';
import { ItemConditions } from '../components/item-conditions';
import { windowText } from '../windows';

/** What is recognised in this region, how long, and on what condition; every version that ever held. */
export function CataloguePage() {
  const { t, tv } = useText();
  const [version, setVersion] = useState<string>();
  const [typed, setTyped] = useState('');
  const query = useCatalogue(version);
  const catalogue = query.data?.shown;
  const versions = useCatalogueVersions(catalogue?.region);
  const sought = typed.trim().toLowerCase();
  const rows = (catalogue?.items ?? []).filter(({ code, name }) => `${name} ${code}`.toLowerCase().includes(sought));
  return (
    <>
      <header className="page-head">
        <h1>{t('catalogue.title')}</h1>
        <Select
          aria-label={t('catalogue.version')}
          value={version ?? catalogue?.version}
          onChange={(next: string) => setVersion(next)}
          loading={versions.isPending}
          options={(versions.data?.items ?? []).map((each) => ({
            value: each.version,
            label: t('catalogue.versionFrom', { version: each.version, day: formatDay(each.effectiveFrom) }),
          }))}
        />
        {catalogue && (
          <span className="muted">
            {t('catalogue.head', {
              region: catalogue.region,
              mode: tv('catalogueMode', catalogue.mode),
              by: catalogue.approvedBy ?? '',
              source: catalogue.source,
            })}
          </span>
        )}
      </header>
      <div className="filters">
        <Input
          allowClear
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <span className="muted">{t('common.total', { count: rows.length })}</span>
      </div>
      <LoadState query={query} rows={10} empty={rows.length === 0} emptyText={t('catalogue.none')}>
        <div className="panel table-scroll">
          <table className="rtable">
            <thead>
              <tr>
                <th scope="col">{t('result.item')}</th>
                <th scope="col">{t('result.category')}</th>
                <th scope="col">{t('catalogue.window')}</th>
                <th scope="col">{t('catalogue.evidence')}</th>
                <th scope="col">{t('catalogue.conditions')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((item) => (
                <tr key={item.code}>
                  <th scope="row">
                    {item.name || item.code} <code className="muted">{item.code}</code>
                  </th>
                  <td>{tv('resultCategory', item.category)}</td>
                  <td>
                    {item.negative ? <Tag color="red">{t('catalogue.negative')}</Tag> : windowText(item.windowHours)}
                    {!item.negative && item.windowHours !== undefined && (
                      <span className="muted small"> {tv('windowFrom', item.from)}</span>
                    )}
                  </td>
                  <td>{tv('evidenceRule', item.evidence)}</td>
                  <td>
                    <ItemConditions item={item} negative={item.negative?.reason} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </LoadState>
    </>
  );
}
