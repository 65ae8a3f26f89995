import { type Shape, text } from '@/shared/api/shape';

/** A name as DICOM writes it (PS3.5 6.2.1.1), as people read it. */
export const personName: Shape<string> = { read: (value, path) => text.read(value, path).replaceAll('^', ' ').trim() };
