import { LoadState } from '@/shared/ui/load-state';
import { useConsultation } from '../api/get-consultation';
import { type Parts, RequestPage } from './request-page';

/** Goes on with a draft that the server has. */
export function EditRequestPage({ id, ...parts }: Omit<Parts, 'editing'> & { readonly id: string }) {
  const query = useConsultation(id);
  return (
    <LoadState query={query} rows={10}>
      {query.data && <RequestPage {...parts} editing={query.data} />}
    </LoadState>
  );
}
