import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { translate, useText } from '@/shared/i18n/i18n';
import { type Better, formatFigure, meetsTarget, progressTo } from '@/shared/numbers/figure';

interface Props {
  readonly value: number | undefined;
  readonly target: number | undefined;
  readonly better: Better;
  readonly unit: string;
}

/** Met or not, by sign and word. */
export function TargetMark({ value, target, better }: Omit<Props, 'unit'>) {
  const { t } = useText();
  const met = meetsTarget(value, target, better);
  if (met === undefined) return null;
  return (
    <span className={met ? 'target-met' : 'target-missed'}>
      {met ? <CheckCircleFilled /> : <MinusCircleOutlined />} {t(met ? 'target.met' : 'target.missed')}
    </span>
  );
}

/** How far a figure is on its way to the year's target. */
export function TargetProgress({ value, target, better, unit }: Props) {
  const { t } = useText();
  const progress = progressTo(value, target, better);
  if (target === undefined) return <span className="target-none">{t('target.none')}</span>;
  if (progress === undefined) return <>{targetText(target, better, unit)}</>;
  const met = meetsTarget(value, target, better);
  return (
    <span className="target-progress">
      <span className="target-line">
        {targetText(target, better, unit)}
        <TargetMark value={value} target={target} better={better} />
      </span>
      <span className="target-bar" aria-hidden="true">
        <span className={met ? '' : 'missed'} style={{ width: `${progress}%` }} />
      </span>
    </span>
  );
}

const targetText = (target: number, better: Better, unit: string) =>
  translate(better === 'down' ? 'target.atMost' : 'target.atLeast', { value: formatFigure(target, unit) });
