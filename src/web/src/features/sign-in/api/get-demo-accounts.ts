import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { list, object, text } from '@/shared/api/shape';

const shape = list(object({ account: text, who: text }));

/** The demo accounts; none outside demo mode, where the address does not exist. */
export const useDemoAccounts = () =>
  useQuery({
    queryKey: ['demo-accounts'],
    queryFn: ({ signal }) => request('/api/v1/demo', { shape, signal, unauthorizedIsAnswer: true }).catch(() => []),
    retry: false,
  });
