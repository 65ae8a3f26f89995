import { ApiProblem, readProblem } from '@/shared/api/problem';
import { translate } from '@/shared/i18n/i18n';

const boundary = 'telemed-part';

/** The body of a STOW-RS request with one instance (PS3.18 10.5). */
function stowBody(file: Blob): Blob {
  return new Blob([`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`, file, `\r\n--${boundary}--\r\n`]);
}

/**
 * Stores one DICOM file. The server takes the same file twice as once, so that a cut transfer is simply sent again.
 * @param onProgress share of the file that has left, 0 to 1
 * @throws {ApiProblem} when the server did not say that it has the file
 */
export function sendInstance(file: Blob, onProgress: (share: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', '/dicom-web/studies');
    call.setRequestHeader('Content-Type', `multipart/related; type="application/dicom"; boundary=${boundary}`);
    call.setRequestHeader('Accept', 'application/dicom+json');
    call.setRequestHeader('X-Telemed', '1');
    call.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    call.onerror = () => reject(new ApiProblem(0, 'unreachable', translate('error.unreachable')));
    call.onload = () => {
      const answer = parse(call.responseText);
      if (call.status === 200 && isStored(answer)) resolve();
      else if (call.status === 200) reject(new ApiProblem(200, 'not-confirmed', translate('upload.noProof')));
      else reject(readProblem(call.status, answer, failureText(answer) ?? translate('error.server', { status: call.status })));
    };
    call.send(stowBody(file));
  });
}

const referencedSops = '00081199';
const failedSops = '00081198';
const failureReason = '00081197';

interface StowAnswer {
  readonly [tag: string]: { readonly Value?: readonly Record<string, { readonly Value?: readonly unknown[] }>[] } | undefined;
}

function isStored(answer: unknown): boolean {
  return ((answer as StowAnswer | undefined)?.[referencedSops]?.Value?.length ?? 0) > 0;
}

function failureText(answer: unknown): string | undefined {
  const code = (answer as StowAnswer | undefined)?.[failedSops]?.Value?.[0]?.[failureReason]?.Value?.[0];
  return typeof code === 'number' ? `${translate('upload.failed')} (0x${code.toString(16).toUpperCase().padStart(4, '0')})` : undefined;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
