import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import type { CheckItem } from '../api/shapes';
import { useParts } from '../parts';
import { useDesk, type Viewed } from './desk-context';
import { Mark } from './mark';

interface Props {
  readonly viewed: Viewed;
  readonly item: CheckItem | undefined;
  readonly patient: { readonly name: string };
  /** Today's question in one line: diagnoses and circumstances. */
  readonly today: string;
  readonly onClose: () => void;
}

/** The earlier result beside today's question, with its images. */
export function PriorPane({ viewed, item, patient, today, onClose }: Props) {
  const { t } = useText();
  const { Result } = useParts();
  const desk = useDesk();
  const pane = useRef<HTMLElement>(null);
  const { resultId, code, studyInstanceUid, institutionName, performedAt } = viewed;
  const candidate = item?.candidates.find((each) => each.resultId === resultId);
  const open = item && !item.ordered && (!item.decision || item.decision.decision === 'defer');
  // Where both do not fit side by side the pane stands below: what was asked for shall be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result is looked at anew
  useEffect(() => pane.current?.scrollIntoView({ block: 'nearest' }), [resultId]);
  return (
    <section className="panel prior" ref={pane} aria-label={t('prior.region')}>
      <header className="prior-head">
        <dl>
          <div>
            <dt>{t('prior.today')}</dt>
            <dd>
              <b>{item?.name || code}</b> <span className="muted">{today}</span>
            </dd>
          </div>
          <div>
            <dt>{t('prior.earlier')}</dt>
            <dd>
              {institutionName} {formatDay(performedAt)} <Mark mark={candidate?.mark} />
            </dd>
          </div>
        </dl>
        <span className="prior-acts">
          {desk.mayDecide && open && candidate?.verdict === 'recognisable' && (
            <Button
              size="small"
              type="primary"
              loading={desk.busy === `accept ${resultId}`}
              onClick={() => void desk.decide({ code, resultId, decision: 'accept' })}
            >
              {t('candidate.accept')}
            </Button>
          )}
          {desk.mayDecide && item && candidate?.verdict !== 'recognisable' && (
            <Button
              size="small"
              loading={desk.busy === `quote ${code}`}
              title={t('prior.quoteHint')}
              onClick={() => desk.quote(code, resultId)}
            >
              {t('prior.quote')}
            </Button>
          )}
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('prior.close')} onClick={onClose} />
        </span>
      </header>
      <Result key={resultId} id={resultId} patient={patient} imagesOpen={!!studyInstanceUid} />
    </section>
  );
}
