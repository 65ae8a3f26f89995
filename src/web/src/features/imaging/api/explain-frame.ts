import { readProblem } from '@/shared/api/problem';
import { currentLanguage } from '@/shared/i18n/i18n';

/** Why the server does not give a frame; undefined when it does, or says nothing. */
export async function explainFrame(imageId: string): Promise<string | undefined> {
  const stop = new AbortController();
  try {
    const answer = await fetch(imageId.replace(/^wadors:/, ''), {
      headers: { 'Accept-Language': currentLanguage() === 'en' ? 'en' : 'zh-CN' },
      credentials: 'same-origin',
      signal: stop.signal,
    });
    if (!answer.ok) return readProblem(answer.status, await answer.json(), '').title || undefined;
    stop.abort();
  } catch {
    // The line is down, or the answer is no problem document: the page says what it knows.
  }
  return undefined;
}
