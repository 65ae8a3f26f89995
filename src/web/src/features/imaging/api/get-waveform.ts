import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '@/shared/api/problem';
import { translate } from '@/shared/i18n/i18n';
import { decode, type Lead, type WaveformGroup } from '../ecg';

/** Leads of a group, in millivolts. */
export const useWaveform = (key: string, group: WaveformGroup | undefined) =>
  useQuery({
    queryKey: ['waveform', key],
    queryFn: async ({ signal }): Promise<Lead[]> => (group ? decode(await bytesOf(group, signal), group) : []),
    enabled: !!group,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

async function bytesOf({ uri, inline }: WaveformGroup, signal: AbortSignal): Promise<ArrayBuffer> {
  if (inline !== undefined) return Uint8Array.from(atob(inline), (char) => char.charCodeAt(0)).buffer;
  if (!uri) return new ArrayBuffer(0);
  const answer = await fetch(uri, { headers: { Accept: 'application/octet-stream' }, signal, credentials: 'same-origin' }).catch(
    () => undefined,
  );
  if (!answer?.ok) throw new ApiProblem(answer?.status ?? 0, 'unreachable', translate('error.unreachable'));
  return answer.arrayBuffer();
}
