import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { ApiProblem, readProblem } from '@/shared/api/problem';
import { number, object, optional, page, type Read, text, withDefault } from '@/shared/api/shape';
import { currentLanguage, translate } from '@/shared/i18n/i18n';

const base = '/api/v1/results/imports';

const run = object({
  id: text,
  state: withDefault(text, 'running'),
  rows: withDefault(number, 0),
  taken: withDefault(number, 0),
  refusedCount: withDefault(number, 0),
  startedAt: optional(text),
  finishedAt: optional(text),
  rate: optional(number),
  error: optional(text),
});
export type Import = Read<typeof run>;

const refused = page(object({ line: number, field: withDefault(text, ''), code: withDefault(text, ''), message: withDefault(text, '') }));
export type RefusedRow = Read<typeof refused>['items'][number];

const pollEvery = 1_000;

/** One import while it runs. */
export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: ['results', 'imports', id],
    queryFn: ({ signal }) => request(`${base}/${encodeURIComponent(id ?? '')}`, { shape: run, signal }),
    enabled: !!id,
    refetchInterval: ({ state }) => (state.data?.state === 'running' || state.error ? pollEvery : false),
  });

/** Earlier imports of the institution. */
export const useImports = () =>
  useInfiniteQuery({
    queryKey: ['results', 'imports', 'list'],
    queryFn: ({ pageParam, signal }) => request(withQuery(base, { limit: 20, cursor: pageParam }), { shape: page(run), signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });

export const useRefused = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ['results', 'imports', id, 'refused'],
    queryFn: ({ signal }) => request(withQuery(`${base}/${encodeURIComponent(id)}/refused`, { limit: 100 }), { shape: refused, signal }),
    enabled,
  });

/** Every refused row, page by page. */
export async function allRefused(id: string): Promise<RefusedRow[]> {
  const rows: RefusedRow[] = [];
  let cursor: string | undefined;
  do {
    const found = await request(withQuery(`${base}/${encodeURIComponent(id)}/refused`, { limit: 1000, cursor }), { shape: refused });
    rows.push(...found.items);
    cursor = found.next;
  } while (cursor);
  return rows;
}

/**
 * Sends a file as it is: the server reads its character set and its head row.
 * @param onSent called with the share that has left this machine, 0..1
 * @throws {ApiProblem} for every answer but success
 */
export function sendImport(file: File, legacy: boolean, onSent: (share: number) => void): Promise<Import> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', withQuery(base, { legacy: legacy ? 'true' : undefined, fileName: file.name }));
    call.setRequestHeader('Content-Type', 'text/csv');
    call.setRequestHeader('Accept-Language', currentLanguage() === 'en' ? 'en' : 'zh-CN');
    call.setRequestHeader('X-Telemed', '1');
    call.upload.onprogress = ({ loaded, total }) => onSent(total ? loaded / total : 0);
    call.onerror = () => reject(new ApiProblem(0, 'unreachable', translate('error.unreachable')));
    call.onload = () => {
      const body = parsed(call.responseText);
      if (call.status >= 200 && call.status < 300) resolve(run.read(body, base));
      else reject(readProblem(call.status, body, translate('error.server', { status: call.status })));
    };
    call.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
