import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const sample = fileURLToPath(new URL('../fixtures/dicom/CT_small.dcm', import.meta.url));

/** A series of slices made from the real CT: the same pixels at other places, each an instance of its own. */
export function makeCtSeries(slices: number, patientId: string): { files: string[]; studyUid: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'telemed-ct-'));
  const root = `1.2.826.0.1.3680043.8.498.${Date.now()}`;
  const studyUid = `${root}.1`;
  const files = Array.from({ length: slices }, (_, i) => {
    const file = path.join(folder, `slice${i + 1}.dcm`);
    copyFileSync(sample, file);
    const set = (tag: string, value: string) => ['-i', `${tag}=${value}`];
    execFileSync('dcmodify', [
      '-nb', ...set('(0008,0005)', 'ISO_IR 192'), ...set('(0010,0010)', '测试^乡镇'), ...set('(0010,0020)', patientId), ...set('(0008,1030)', '胸椎CT平扫'), ...set('(0008,0080)', '云顶镇中心卫生院'), ...set('(0008,0020)', new Date().toISOString().slice(0, 10).replaceAll('-', '')),
      ...set('(0020,000d)', studyUid), ...set('(0020,000e)', `${root}.2`), ...set('(0008,0018)', `${root}.3.${i + 1}`),
      ...set('(0020,0013)', `${i + 1}`), ...set('(0020,0032)', `-158\\-179\\${-75 + i * 5}`), file,
    ], { stdio: 'pipe' });
    return file;
  });
  return { files, studyUid };
}

/** Sends files as that application entity, with dcmtk as any modality would. */
export function storescu(callingAe: string, files: string[], port = process.env.TELEMED_DICOM_PORT!): void {
  execFileSync('storescu', ['-aet', callingAe, '-aec', 'TELEMED', '127.0.0.1', port, ...files], {
    stdio: 'pipe', env: { ...process.env, TCP_NODELAY: '1' },
  });
}
