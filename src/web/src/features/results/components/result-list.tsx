import { Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { useResults } from '../api/get-results';
import { categories, itemName, type ResultRow } from '../api/shapes';
import { ResultMarks } from './result-marks';
import { type ImagesPart, ResultView, type ViewedPatient } from './result-view';

interface Props {
  readonly patient: ViewedPatient & { readonly id: string };
  readonly Images: ImagesPart;
}

/** Every result of one patient, wherever it was made; each opens beside the list. */
export function ResultList({ patient, Images }: Props) {
  const { t, tv } = useText();
  const wide = useWide(900);
  const [category, setCategory] = useState<string>();
  const [itemCode, setItemCode] = useState<string>();
  const [opened, setOpened] = useState<string>();
  const list = useResults({ patientId: patient.id, category, itemCode });
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const items = [...new Map(rows.flatMap(({ item }) => (item ? [[item.code, item.name || item.code] as const] : []))).entries()];
  return (
    <section className="results" aria-label={t('result.list')}>
      <div className="filters">
        <Select
          allowClear
          aria-label={t('result.category')}
          placeholder={t('result.category')}
          value={category}
          onChange={(next: string | undefined) => {
            setCategory(next);
            setItemCode(undefined);
          }}
          options={categories.map((value) => ({ value, label: tv('resultCategory', value) }))}
        />
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          className="item-filter"
          aria-label={t('result.item')}
          placeholder={t('result.item')}
          value={itemCode}
          onChange={setItemCode}
          options={items.map(([value, label]) => ({ value, label }))}
        />
      </div>
      <LoadState query={list} rows={5} empty={rows.length === 0} emptyText={t('result.none')}>
        <ul className="result-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => setOpened(row.id)}>
                <Row row={row} />
              </button>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <div className="list-foot">
            <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('common.more')}
            </Button>
          </div>
        )}
      </LoadState>
      <Drawer open={!!opened} size={wide ? 860 : '100%'} title={patient.name} onClose={() => setOpened(undefined)} destroyOnHidden>
        {opened && <ResultView key={opened} id={opened} patient={patient} Images={Images} />}
      </Drawer>
    </section>
  );
}

function Row({ row }: { readonly row: ResultRow }) {
  const { tv } = useText();
  return (
    <>
      <span className="line">
        <b>{itemName(row, (category) => tv('resultCategory', category))}</b>
        <ResultMarks row={row} />
        <span className="muted push">{formatTime(row.performedAt).slice(0, 10)}</span>
      </span>
      <span className="line">
        <span className="summary">{row.summary}</span>
        <span className="muted push">{row.institutionName}</span>
      </span>
    </>
  );
}
