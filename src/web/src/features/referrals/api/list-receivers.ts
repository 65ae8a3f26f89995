import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { receiversShape } from './shapes';

interface Question {
  readonly from: string | undefined;
  readonly direction: string | undefined;
  readonly lane: string | undefined;
  readonly department?: string;
}

/** Who may receive, in the order that the rules prefer. */
export const useReceivers = (question: Question, enabled = true) =>
  useQuery({
    queryKey: ['receivers', question],
    queryFn: ({ signal }) => request(withQuery('/api/v1/referrals/receivers', { ...question }), { shape: receiversShape, signal }),
    enabled: enabled && !!question.from && !!question.direction,
    placeholderData: keepPreviousData,
  });
