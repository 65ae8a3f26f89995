import { Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { addMonths, type Month, monthsBetween, type Period, yearOf } from '@/shared/time/months';

interface Props {
  readonly period: Period;
  readonly thisMonth: Month;
  readonly onChange: (period: Period) => void;
}

const monthsBack = 36;

/** Usual periods by one choice, any other by its first and last month. */
export function PeriodSelect({ period, thisMonth, onChange }: Props) {
  const { t } = useText();
  const year = yearOf(thisMonth);
  const usual = [
    { name: t('period.months', { count: 12 }), from: addMonths(thisMonth, -11), to: thisMonth },
    { name: t('period.months', { count: 3 }), from: addMonths(thisMonth, -2), to: thisMonth },
    { name: t('period.thisMonth'), from: thisMonth, to: thisMonth },
    { name: t('period.year', { year }), from: `${year}-01`, to: thisMonth },
    { name: t('period.year', { year: year - 1 }), from: `${year - 1}-01`, to: `${year - 1}-12` },
  ];
  const chosen = usual.findIndex(({ from, to }) => from === period.from && to === period.to);
  const months = monthsBetween(addMonths(thisMonth, 1 - monthsBack), thisMonth)
    .reverse()
    .map((month) => ({ value: month, label: month }));
  return (
    <>
      <Select
        aria-label={t('period.label')}
        value={chosen}
        onChange={(index: number) => {
          const next = usual[index];
          if (next) onChange({ from: next.from, to: next.to });
        }}
        options={[
          ...usual.map(({ name }, index) => ({ value: index, label: name })),
          ...(chosen < 0 ? [{ value: -1, label: t('period.own') }] : []),
        ]}
      />
      <span className="period-months">
        <Select
          aria-label={t('period.from')}
          value={period.from}
          options={months}
          onChange={(from: Month) => onChange({ from, to: from > period.to ? from : period.to })}
        />
        <span aria-hidden="true">–</span>
        <Select
          aria-label={t('period.to')}
          value={period.to}
          options={months}
          onChange={(to: Month) => onChange({ from: to < period.from ? to : period.from, to })}
        />
      </span>
    </>
  );
}
