import { currentLanguage, translate } from '@/shared/i18n/i18n';
import { ApiProblem, readProblem } from './problem';

/**
 * Fetches a file from the server and hands it to the user.
 * @param name file name with its ending
 * @throws {ApiProblem} for every answer but success, and when there is none
 */
export async function download(path: string, accept: string, name: string): Promise<void> {
  const headers = { Accept: accept, 'Accept-Language': currentLanguage() === 'en' ? 'en' : 'zh-CN' };
  const response = await fetch(path, { headers, credentials: 'same-origin' }).catch(() => {
    throw new ApiProblem(0, 'unreachable', translate('error.unreachable'));
  });
  if (!response.ok)
    throw readProblem(
      response.status,
      await response.json().catch(() => undefined),
      translate('error.server', { status: response.status }),
    );
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
