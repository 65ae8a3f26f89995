import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Category, OpenCases } from '../api/get-live-board';
import type { OpenFilter } from '../api/list-open-cases';
import { laneNames, lanes, stagesOf, totalOf } from '../stages';

interface Props {
  readonly category: Category;
  readonly open: OpenCases;
  readonly onOpen: (filter: OpenFilter) => void;
}

/** Open cases by stage and lane; every number opens the cases that make it. */
export function StageTable({ category, open, onOpen }: Props) {
  const { t, tv } = useText();
  const stages = stagesOf(category, open);
  const most = Math.max(1, ...stages.map((stage) => open.byStage[stage] ?? 0));
  const split = Object.keys(open.byStageLane).length > 0;
  const cell = (n: number | undefined, filter: Omit<OpenFilter, 'category'>, label: string) => (
    <NumberButton text={formatCount(n ?? 0)} label={label} empty={!n} onClick={() => onOpen({ category, ...filter })} />
  );
  return (
    <section className="panel stage-table" aria-label={tv('boardOpen', category)}>
      <h2>
        {tv('boardOpen', category)} <span className="push">{cell(totalOf(open), {}, tv('boardOpen', category))}</span>
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('board.stage')}</th>
            <th scope="col" className="stage-bar-head" />
            {split && lanes.map((lane) => <LaneHead key={lane} lane={lane} category={category} />)}
            <th scope="col">{t('board.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => {
            const name = tv(`boardStage.${category}`, stage);
            const n = open.byStage[stage] ?? 0;
            return (
              <tr key={stage}>
                <th scope="row">{name}</th>
                <td className="stage-bar" aria-hidden="true">
                  <span style={{ width: `${(n / most) * 100}%` }} />
                </td>
                {split &&
                  lanes.map((lane) => (
                    <td key={lane}>{cell(open.byStageLane[stage]?.[lane], { stage, lane }, `${name} ${tv(laneNames(category), lane)}`)}</td>
                  ))}
                <td>{cell(n, { stage }, name)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          {split ? (
            <tr>
              <th scope="row">{t('board.sum')}</th>
              <td />
              {lanes.map((lane) => (
                <td key={lane}>{cell(open.byLane[lane], { lane }, tv(laneNames(category), lane))}</td>
              ))}
              <td>{cell(totalOf(open), {}, t('board.sum'))}</td>
            </tr>
          ) : (
            lanes.map((lane) => (
              <tr key={lane}>
                <LaneHead lane={lane} category={category} scope="row" />
                <td />
                <td>{cell(open.byLane[lane], { lane }, tv(laneNames(category), lane))}</td>
              </tr>
            ))
          )}
        </tfoot>
      </table>
    </section>
  );
}

interface LaneHeadProps {
  readonly lane: string;
  readonly category: Category;
  readonly scope?: 'col' | 'row';
}

function LaneHead({ lane, category, scope = 'col' }: LaneHeadProps) {
  const { tv } = useText();
  return (
    <th scope={scope} className={`lane-${lane}`}>
      {tv(laneNames(category), lane)}
    </th>
  );
}
