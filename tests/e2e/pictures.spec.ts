import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { inventedIdNumber, Person } from './people';
import { type Sample, SampleStudy } from './pictures';

const patient = { name: '沈知画', idType: '01', idNumber: inventedIdNumber(), verification: 'cardRead' };

/** One real MR in every lossless coding: on screen they must be the same picture. */
const alike: readonly (Sample & { readonly run?: readonly string[] })[] = [
  { file: 'dicom/MR_small.dcm', name: 'Explicit LE' },
  { file: 'dicom/MR_small_implicit.dcm', name: 'Implicit LE' },
  { file: 'dicom/MR_small_bigendian.dcm', name: 'Big endian' },
  { file: 'dicom/MR_small.dcm', name: 'Deflated', run: ['dcmconv', '+td'] },
  { file: 'dicom/MR_small_RLE.dcm', name: 'RLE' },
  { file: 'pictures/MR_small_jpeg_ls_lossless.dcm', name: 'JPEG-LS' },
  { file: 'dicom/MR_small_jp2klossless.dcm', name: 'JPEG 2000' },
  { file: 'dicom/MR_small.dcm', name: 'JPEG lossless', run: ['dcmcjpeg', '+e1'] },
];

const others: readonly (Sample & { readonly frames?: number; readonly isColour?: boolean })[] = [
  { file: 'dicom/CT_small.dcm', name: 'CT' },
  { file: 'pictures/examples_ybr_color.dcm', name: 'Ultrasound frames', frames: 30 },
  { file: 'dicom/emri_small_RLE.dcm', name: 'Enhanced MR RLE', frames: 10 },
  { file: 'dicom/SC_rgb_jpeg_dcmtk.dcm', name: 'JPEG baseline', isColour: true },
  { file: 'pictures/SC_rgb_jpeg_gdcm.dcm', name: 'JPEG lossless RGB', isColour: true },
  { file: 'pictures/JPEG2000.dcm', name: 'JPEG 2000 lossy' },
  { file: 'pictures/JPEGLSNearLossless_08.dcm', name: 'JPEG-LS near' },
  { file: 'dicom/image_dfl.dcm', name: 'Deflated image' },
  { file: 'dicom/JPEG-lossy.dcm', name: 'JPEG of 12 bits' },
];

/** Browsers decode it wrongly and the server does not unpack it: it is said, and never drawn. */
const undrawn: Sample & { readonly run: readonly string[] } = { file: 'dicom/SC_ybr_full_422_uncompressed.dcm', name: 'JPEG extended colour', run: ['dcmcjpeg', '+ee'] };

async function post(page: Page, path: string, data: object): Promise<Record<string, unknown>> {
  const answer = await page.request.post(`/api/v1${path}`, { data, headers: { 'X-Telemed': '1' } });
  expect(answer.ok(), `${path} ${answer.status()} ${await answer.text()}`).toBe(true);
  return await answer.json();
}

async function store(page: Page, study: SampleStudy): Promise<void> {
  const answer = await page.request.post('/dicom-web/studies', {
    data: study.body('picture'),
    headers: { 'X-Telemed': '1', 'Content-Type': 'multipart/related; type="application/dicom"; boundary=picture', Accept: 'application/dicom+json' },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

interface Seen {
  /** Of the middle of the picture, 0 to 255. */
  readonly mean: number;
  readonly greys: number;
  /** Share of pixels with a colour. */
  readonly colour: number;
  readonly hash: number;
}

/** What is on a canvas, read from its pixels. */
const look = (page: Page, selector: string): Promise<Seen> =>
  page.locator(selector).first().evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const side = Math.floor(Math.min(canvas.width, canvas.height) / 2);
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData((canvas.width - side) >> 1, (canvas.height - side) >> 1, side, side);
    let [sum, colour, hash] = [0, 0, 2_166_136_261];
    const greys = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i], data[i + 1], data[i + 2]];
      sum += (red + green + blue) / 3;
      greys.add(red);
      if (Math.max(red, green, blue) - Math.min(red, green, blue) > 24) colour += 1;
      hash = Math.imul(hash ^ (red | (green << 8) | (blue << 16)), 16_777_619) >>> 0;
    }
    return { mean: sum / (data.length / 4), greys: greys.size, colour: colour / (data.length / 4), hash };
  });

/** The mean grey of the middle of MR_small under its own window (PS3.3 §C.11.2.1.2): what the viewer has to show. */
function expectedMean(): number {
  const file = readFileSync(fileURLToPath(new URL('../fixtures/dicom/MR_small.dcm', import.meta.url)));
  const [side, centre, width] = [64, 600, 1600];
  const start = file.indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57])) + 12;   // (7FE0,0010) OW
  let sum = 0;
  for (let row = side / 4; row < (side * 3) / 4; row += 1)
    for (let column = side / 4; column < (side * 3) / 4; column += 1) {
      const value = file.readInt16LE(start + (row * side + column) * 2);
      sum += Math.max(0, Math.min(1, (value - (centre - 0.5)) / (width - 1) + 0.5)) * 255;
    }
  return sum / (side * side / 4);
}

const canvas = '[data-testid=viewport] canvas';

/** Opens a series and waits until its picture is drawn. */
async function open(page: Page, name: string): Promise<Seen> {
  const card = page.getByRole('list', { name: '序列' }).getByRole('button', { name: new RegExp(`^\\S* ?\\d+ ${name} \\d+$`) });
  await card.click();
  await expect(card).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.overlay')).toContainText(name);
  await expect(page.locator('.viewer-screen[data-ready]')).toBeVisible({ timeout: 60_000 });
  return look(page, canvas);
}

test('every kind of object and every coding that a browser can decode is drawn', async ({ browser }) => {
  const [study, htj2k] = [new SampleStudy(), new SampleStudy()];
  const township = await Person.signIn(browser, 'township', { width: 1440, height: 900 });
  const { page } = township;
  for (const sample of alike) study.add(sample, sample.run);
  for (const sample of others) study.add(sample);
  study.add(undrawn, undrawn.run);
  study.add({ file: 'dicom/waveform_ecg.dcm', name: 'ECG' });
  study.add({ file: 'pictures/sm_image.dcm', name: 'Slide' });
  study.addDocument(await page.pdf(), 'Sample report');
  htj2k.addUnnamed({ file: 'pictures/HTJ2KLossless_08_RGB.dcm', name: 'HTJ2K' });

  await test.step('stored by STOW-RS, named in a case, opened there', async () => {
    await store(page, study);
    await store(page, htj2k);
    const { items } = await (await page.request.get('/api/v1/institutions?limit=200')).json();
    const invited = items.find((each: { name: string }) => each.name === '云岭市第一人民医院');
    const { id } = await post(page, '/patients', patient);
    const filed = await post(page, '/consultations', {
      patientId: id, kind: 'imaging', mode: 'asynchronous', urgency: 'routine', invited: { institutionId: invited.id, department: '放射科', practitionerId: null },
      reason: '各种编码的影像', purpose: '确认均可阅片', summary: { complaint: '复查', history: '既往体健，复查影像，无特殊不适，无发热。', diagnoses: [] },
      studies: [study.uid, htj2k.uid], results: [], consent: { basis: 'written', signedBy: '患者本人', at: new Date().toISOString() }, submit: true,
    });
    await page.goto(`/cases/${String(filed.id)}`);
    await page.getByRole('tab', { name: /影像/ }).click();
    await expect(page.locator('.viewer-screen[data-ready]')).toBeVisible({ timeout: 90_000 });
  });

  await test.step('one picture in eight codings', async () => {
    const seen = new Map<string, Seen>();
    for (const { name } of alike) seen.set(name, await open(page, name));
    const first = seen.get('Explicit LE') as Seen;
    expect(first.greys).toBeGreaterThan(40);
    expect(Math.abs(first.mean - expectedMean()), `${first.mean} for ${expectedMean()}`).toBeLessThan(4);
    for (const [name, { hash }] of seen) expect(hash, name).toBe(first.hash);
    await township.shot('70-pictures-alike');
  });

  await test.step('others are drawn, colours are colours, frames turn', async () => {
    for (const { name, frames, isColour } of others) {
      const seen = await open(page, name);
      expect(seen.greys, name).toBeGreaterThan(3);
      if (isColour) expect(seen.colour, name).toBeGreaterThan(0.01);
      await township.shot(`71-picture-${name.toLowerCase().replaceAll(' ', '-')}`);
      if (!frames) continue;
      await expect(page.locator('.overlay')).toContainText(`/${frames}`);
      await page.keyboard.press('Home');
      await expect(page.locator('.overlay')).toContainText(`Im 1/${frames}`);
      const before = await look(page, canvas);
      await page.keyboard.press('End');
      await expect(page.locator('.overlay')).toContainText(`Im ${frames}/${frames}`);
      await expect.poll(async () => (await look(page, canvas)).hash, { message: name }).not.toBe(before.hash);
    }
  });

  await test.step('what a browser would draw wrongly is not drawn', async () => {
    await page.getByRole('list', { name: '序列' }).getByRole('button', { name: new RegExp(undrawn.name) }).click();
    await expect(page.getByRole('alert')).toContainText('不能正确解码', { timeout: 60_000 });
    await expect(page.getByTestId('viewport')).toBeHidden();
    await township.shot('72-picture-undrawn');
  });

  await test.step('a tracing, a slide and a document', async () => {
    await page.getByText('心电图', { exact: true }).click();
    await expect(page.getByTestId('ecg-paper')).toBeVisible();
    const ink = () => page.getByTestId('ecg-paper').locator('canvas').first().evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = ((element as HTMLCanvasElement).getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height);
      let dark = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && data[i] + data[i + 1] + data[i + 2] < 200) dark += 1;
      return dark / (width * height);
    });
    await expect.poll(ink).toBeGreaterThan(0.002);
    await township.shot('73-picture-ecg');
    await page.getByText('病理切片', { exact: true }).click();
    const tiles = page.getByRole('region', { name: '病理切片' }).locator('img');
    await expect.poll(async () => (await tiles.evaluateAll((all) => all.filter((tile) => (tile as HTMLImageElement).naturalWidth > 0))).length).toBeGreaterThan(0);
    await township.shot('74-picture-slide');
    await page.getByText('文档', { exact: true }).first().click();
    const shown = page.waitForResponse((answer) => answer.url().endsWith('/rendered'));
    await page.reload();
    await page.getByRole('tab', { name: /影像/ }).click();
    await page.getByText('文档', { exact: true }).first().click();
    expect((await shown).headers()['content-type']).toBe('application/pdf');
    await township.shot('75-picture-document');
  });

  await test.step('HTJ2K, in a study of its own', async () => {
    await page.getByLabel('影像检查', { exact: true }).click();
    await page.locator('.study-choices:not(.ant-select-dropdown-hidden) .ant-select-item-option').nth(1).dispatchEvent('click');
    const seen = await open(page, 'HTJ2K');
    await township.shot('76-picture-htj2k');
    expect(seen.colour, JSON.stringify(seen)).toBeGreaterThan(0.5);
  });
  for (const each of [study, htj2k]) each.remove();
});
