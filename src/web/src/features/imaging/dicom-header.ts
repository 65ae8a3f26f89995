/** What the page needs to know of a file before sending it. */
export interface DicomHeader {
  readonly studyUid: string;
  readonly instanceUid: string;
  readonly patientName: string;
  readonly modality: string;
}

/** Everything asked for stands in the first groups; pixel data is never read. */
const headBytes = 256 * 1024;

/** The header of a Part 10 file; undefined for anything else. The parser is fetched on first use. */
export async function readHeader(file: Blob): Promise<DicomHeader | undefined> {
  const { parseDicom } = (await import('dicom-parser')).default;
  try {
    const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const set = parseDicom(bytes, { untilTag: 'x0020000d' });
    const studyUid = set.string('x0020000d');
    const instanceUid = set.string('x00080018');
    if (!studyUid || !instanceUid) return undefined;
    return { studyUid, instanceUid, modality: set.string('x00080060') ?? '', patientName: nameOf(set) };
  } catch {
    return undefined;
  }
}

interface HasElements {
  readonly elements: Record<string, { readonly dataOffset: number; readonly length: number } | undefined>;
  readonly byteArray: ArrayLike<number>;
  string(tag: string): string | undefined;
}

/** Chinese modalities write UTF-8 or GB18030, declared or not; both are tried in that order. */
function nameOf(set: HasElements): string {
  const element = set.elements.x00100010;
  if (!element) return '';
  const bytes = Uint8Array.from(Array.from({ length: element.length }, (_, index) => set.byteArray[element.dataOffset + index] ?? 0));
  return decode(bytes).replace(/\0/g, '').replaceAll('^', ' ').trim();
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
