import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** A sample of the fixtures and what it is called in the viewer. */
export interface Sample {
  readonly file: string;
  readonly name: string;
}

/** Files as objects of one study, each a series of its own named for what is special. */
export class SampleStudy {
  readonly uid = `1.2.826.0.1.3680043.8.498.${Date.now()}.${Math.floor(Math.random() * 10_000)}`;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'telemed-pictures-'));
  readonly files: string[] = [];

  /** @param run further treatment by dcmtk, from one file to another */
  add({ file, name }: Sample, run?: readonly string[]): void {
    const n = this.files.length + 1;
    const copy = path.join(this.#folder, `${n}.dcm`);
    copyFileSync(path.join(fixtures, file), copy);
    const set = (tag: string, value: string) => ['-i', `${tag}=${value}`];
    execFileSync('dcmodify', [
      '-nb', ...set('(0010,0010)', 'SAMPLE^PICTURES'), ...set('(0010,0020)', 'PICTURES1'), ...set('(0008,0020)', '20261120'), ...set('(0008,1030)', 'Sample pictures'),
      ...set('(0020,000d)', this.uid), ...set('(0020,000e)', `${this.uid}.${n}`), ...set('(0008,0018)', `${this.uid}.${n}.1`), ...set('(0020,0011)', String(n)), ...set('(0008,103e)', name), copy,
    ], { stdio: 'pipe' });
    if (run) execFileSync(run[0], [...run.slice(1), copy, copy], { stdio: 'pipe' });
    this.files.push(copy);
  }

  /** Any file as an object of this study. */
  addDocument(pdf: Buffer, title: string): void {
    const [from, to] = ['report.pdf', 'report.dcm'].map((name) => path.join(this.#folder, name));
    writeFileSync(from, pdf);
    execFileSync('pdf2dcm', ['+t', title, '+pi', 'PICTURES1', '+pn', 'SAMPLE^PICTURES', from, to], { stdio: 'pipe' });
    execFileSync('dcmodify', ['-nb', '-i', `(0020,000d)=${this.uid}`, '-i', `(0020,000e)=${this.uid}.900`, '-i', `(0008,0018)=${this.uid}.900.1`, to], { stdio: 'pipe' });
    this.files.push(to);
  }

  /** The HTJ2K sample names no study and is of a syntax that dcmtk may not know: the missing elements are written in. */
  addUnnamed({ file, name }: Sample): void {
    const copy = path.join(this.#folder, 'unnamed.dcm');
    const n = this.files.length + 1;
    const missing = { '0008103e LO': name, '00100020 LO': 'PICTURES1', '0020000d UI': this.uid, '0020000e UI': `${this.uid}.${n}`, '00200011 IS': String(n) };
    writeFileSync(copy, insert(readFileSync(path.join(fixtures, file)), missing));
    this.files.push(copy);
  }

  /** The body of one STOW-RS request (PS3.18 §10.5). */
  body(boundary: string): Buffer {
    const parts = this.files.flatMap((file) => [Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`), readFileSync(file), Buffer.from('\r\n')]);
    return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Writes elements with short lengths into a file of explicit little endian, in their places (PS3.5 §7.1). */
function insert(file: Buffer, elements: Readonly<Record<string, string>>): Buffer {
  const wanted = Object.entries(elements).map(([key, value]) => {
    const [tag, vr] = key.split(' ');
    const text = value.length % 2 === 0 ? value : value + (vr === 'UI' ? '\0' : ' ');
    const head = Buffer.alloc(8);
    head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
    head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
    head.write(vr, 4, 'latin1');
    head.writeUInt16LE(text.length, 6);
    return { tag: Number.parseInt(tag, 16), bytes: Buffer.concat([head, Buffer.from(text, 'latin1')]) };
  });
  const out: Buffer[] = [file.subarray(0, 132)];
  let at = 132;
  while (at < file.length) {
    const tag = file.readUInt16LE(at) * 65_536 + file.readUInt16LE(at + 2);
    while (wanted[0] && wanted[0].tag < tag) out.push((wanted.shift() as { bytes: Buffer }).bytes);
    const isLong = ['OB', 'OW', 'SQ', 'UN', 'UT', 'OF', 'OD', 'OL', 'UC', 'UR'].includes(file.toString('latin1', at + 4, at + 6));
    const length = isLong ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    const end = length === 0xffffffff ? file.length : at + (isLong ? 12 : 8) + length;   // only the pixel data, which is last
    out.push(file.subarray(at, end));
    at = end;
  }
  return Buffer.concat(out);
}
