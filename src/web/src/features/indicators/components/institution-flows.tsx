import { useText } from '@/shared/i18n/i18n';
import { monthOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { LoadState } from '@/shared/ui/load-state';
import { type Direction, useFlows } from '../api/get-flows';
import { flowDrill } from '../drill';
import type { Drill } from './cases-drawer';
import { FlowTable } from './flow-table';

interface Props {
  readonly id: string;
  readonly year: number;
  readonly onOpen: (drill: Drill) => void;
}

/** Whom an institution sends patients to and whom it takes them from, this year. */
export function InstitutionFlows(props: Props) {
  return (
    <>
      <Way {...props} direction="up" />
      <Way {...props} direction="down" />
    </>
  );
}

function Way({ id, year, onOpen, direction }: Props & { readonly direction: Direction }) {
  const { t, tv } = useText();
  const period = { from: `${year}-01`, to: monthOf(useNow(60_000)) };
  const query = useFlows(period, direction);
  const flows = (query.data?.items ?? []).filter(({ from, to }) => from === id || to === id);
  return (
    <section className="panel" aria-label={tv('flowDirection', direction)}>
      <h2>{tv('flowDirection', direction)}</h2>
      <LoadState query={query} rows={3} empty={flows.length === 0} emptyText={t('flows.none')}>
        <FlowTable flows={flows} onOpen={(flow) => onOpen(flowDrill(flow, { ...period, direction }))} />
      </LoadState>
    </section>
  );
}
