import '../phrases';
import '../results.css';
import { App, Button, Segmented, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { type Mapping, useAssign, useMappings, useStandardItems } from '../api/mappings';

/** Hospitals' own codes that wait for a common one, most results first. */
export function MappingPage() {
  const { t } = useText();
  const [state, setState] = useState('open');
  const list = useMappings(state);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('mapping.title')}</h1>
        <Segmented
          className="push"
          value={state}
          onChange={setState}
          options={['open', 'mapped'].map((value) => ({ value, label: t(value === 'open' ? 'mapping.open' : 'mapping.mapped') }))}
        />
      </header>
      <p className="muted intro">{t('mapping.intro')}</p>
      <LoadState query={list} empty={rows.length === 0} emptyText={t(state === 'open' ? 'mapping.none' : 'mapping.noneMapped')}>
        <ul className="panel mapping-rows">
          {rows.map((row) => (
            <MappingRow key={`${row.institutionId}/${row.system}/${row.code}`} row={row} />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </LoadState>
    </>
  );
}

function MappingRow({ row }: { readonly row: Mapping }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const assign = useAssign();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const sought = useDeferredValue(typed.trim());
  const items = useStandardItems(sought, row.category === 'other' ? undefined : row.category, asked);
  const { institutionId, system, code } = row;
  const choose = async (standardCode: string | null) => {
    try {
      await assign.mutateAsync({ institutionId, system, code, standardCode });
      void message.success(t('mapping.saved', { count: formatCount(row.n) }));
    } catch (error) {
      void message.error(problemText(error));
    }
  };
  return (
    <li>
      <div>
        <b>{row.name || row.code}</b> <code className="muted">{row.code}</code>
        <div className="muted small">
          {row.institutionName} · {tv('resultCategory', row.category)} · {t('mapping.results', { count: formatCount(row.n) })}
          {row.by && ` · ${row.by}`}
        </div>
      </div>
      <div className="mapping-choice">
        {row.standardCode && <span>→ {row.standardName ?? row.standardCode}</span>}
        {!row.standardCode &&
          row.suggestions.map(({ code: standardCode, name, score }) => (
            <Button
              key={standardCode}
              size="small"
              loading={assign.isPending}
              title={standardCode}
              onClick={() => void choose(standardCode)}
            >
              {name || standardCode} <small className="muted">{Math.round(score > 1 ? score : score * 100)}%</small>
            </Button>
          ))}
        <Select<string>
          size="small"
          showSearch={{ filterOption: false, onSearch: setTyped }}
          value={null as unknown as string}
          placeholder={t('mapping.other')}
          aria-label={`${t('mapping.other')} ${row.name || row.code}`}
          onOpenChange={(open) => open && setAsked(true)}
          onChange={(next) => void choose(next)}
          options={(items.data?.items ?? []).map(({ code: value, name }) => ({ value, label: `${name} ${value}` }))}
        />
        {row.standardCode && (
          <Button size="small" type="text" onClick={() => void choose(null)}>
            {t('mapping.undo')}
          </Button>
        )}
      </div>
    </li>
  );
}
