import { readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';

/** A small real CT of pydicom's test data (MIT), shown as a stack of ten by giving the same pixels ten times. */
export const slices = 10;

/** DICOM JSON of the stack and the bytes of a frame, as WADO-RS would give them. */
export function readCt(path: string, studyUid: string) {
  const bytes = readFileSync(path);
  const set = dicomParser.parseDicom(new Uint8Array(bytes));
  const short = (tag: string) => [set.uint16(tag)];
  const decimals = (tag: string) => (set.string(tag) ?? '').split('\\').map(Number);
  const text = (tag: string) => [set.string(tag) ?? ''];
  const pixels = set.elements.x7fe00010;
  if (!pixels) throw new Error(`${path} has no pixels.`);
  const instance = (index: number) => ({
    '00080016': { vr: 'UI', Value: text('x00080016') },
    '00080018': { vr: 'UI', Value: [`${studyUid}.1.${index + 1}`] },
    '00080020': { vr: 'DA', Value: ['20261121'] },
    '00080060': { vr: 'CS', Value: ['CT'] },
    '00080080': { vr: 'LO', Value: ['云岭镇卫生院'] },
    '00081030': { vr: 'LO', Value: ['胸部 CT 平扫'] },
    '0008103E': { vr: 'LO', Value: ['肺窗 1mm'] },
    '00100010': { vr: 'PN', Value: [{ Alphabetic: 'LI^CHUNSHENG', Ideographic: '李^春生' }] },
    '00100020': { vr: 'LO', Value: ['TJ20261121'] },
    '00180050': { vr: 'DS', Value: [1] },
    '0020000D': { vr: 'UI', Value: [studyUid] },
    '0020000E': { vr: 'UI', Value: [`${studyUid}.1`] },
    '00200011': { vr: 'IS', Value: [1] },
    '00200013': { vr: 'IS', Value: [index + 1] },
    '00200032': { vr: 'DS', Value: [-100, -100, index] },
    '00200037': { vr: 'DS', Value: [1, 0, 0, 0, 1, 0] },
    '00280002': { vr: 'US', Value: short('x00280002') },
    '00280004': { vr: 'CS', Value: text('x00280004') },
    '00280010': { vr: 'US', Value: short('x00280010') },
    '00280011': { vr: 'US', Value: short('x00280011') },
    '00280030': { vr: 'DS', Value: decimals('x00280030') },
    '00280100': { vr: 'US', Value: short('x00280100') },
    '00280101': { vr: 'US', Value: short('x00280101') },
    '00280102': { vr: 'US', Value: short('x00280102') },
    '00280103': { vr: 'US', Value: short('x00280103') },
    '00281052': { vr: 'DS', Value: decimals('x00281052') },
    '00281053': { vr: 'DS', Value: decimals('x00281053') },
  });
  const boundary = 'part';
  const head = Buffer.from(`--${boundary}\r\nContent-Type: application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1\r\n\r\n`);
  const frame = Buffer.concat([
    head,
    bytes.subarray(pixels.dataOffset, pixels.dataOffset + pixels.length),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return {
    metadata: Array.from({ length: slices }, (_, index) => instance(index)),
    frame,
    frameType: `multipart/related; type="application/octet-stream"; boundary=${boundary}`,
  };
}
