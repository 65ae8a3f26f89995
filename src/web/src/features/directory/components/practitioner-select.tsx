import { Select, Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { type Practitioner, usePractitioners } from '../api/list-practitioners';

/** How busy somebody is: whoever stands here comes before the others, in this order. */
export interface Standing {
  readonly rank: number;
  /** Said beside the name when on duty. */
  readonly duty?: string;
  /** Figures of the load. */
  readonly load: string;
}

interface Props {
  readonly id?: string;
  readonly institutionId: string;
  /** Its people come first. */
  readonly department?: string;
  readonly standings?: ReadonlyMap<string, Standing>;
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
}

/** Doctors of one institution with their titles; those without a valid licence cannot be chosen. */
export function PractitionerSelect({ id, institutionId, department, standings, value, onChange }: Props) {
  const { tv } = useText();
  const practitioners = usePractitioners(institutionId);
  const today = formatDay(new Date().toISOString());
  const onDuty = (each: Practitioner) => standings?.get(each.id)?.duty !== undefined;
  const inDepartment = (each: Practitioner) => each.department === department;
  const rank = (each: Practitioner) => standings?.get(each.id)?.rank ?? 0;
  const items = [...(practitioners.data?.items ?? [])].sort(
    (a, b) =>
      Number(onDuty(b)) - Number(onDuty(a)) || (onDuty(a) ? 0 : Number(inDepartment(b)) - Number(inDepartment(a))) || rank(a) - rank(b),
  );
  return (
    <Select
      id={id}
      mode="multiple"
      // a hundred at most: whoever scrolls or looks for a name finds all of them
      virtual={false}
      value={value}
      onChange={onChange}
      loading={practitioners.isLoading}
      showSearch={{ optionFilterProp: 'label' }}
      options={items.map((each) => ({
        value: each.id,
        disabled: !!each.licenceValidTo && each.licenceValidTo.slice(0, 10) < today,
        label: [each.name, each.title && tv('title', each.title), each.department].filter(Boolean).join(' · '),
        standing: standings?.get(each.id),
      }))}
      optionRender={({ data }) => (
        <span className="option-row">
          <span className="ellipsis">{data.label}</span>
          {data.standing && (
            <small className="muted">
              {data.standing.duty && <Tag color="green">{data.standing.duty}</Tag>}
              {data.standing.load}
            </small>
          )}
        </span>
      )}
    />
  );
}
