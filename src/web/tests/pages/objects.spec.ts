import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

const study = '1.2.826.0.1.3680043.8.498.1';
const leads = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const samples = 5000;
const frequency = 500;

const head = (sopClass: string, series: number, instance: number, modality: string) => ({
  '00080016': { vr: 'UI', Value: [sopClass] },
  '00080018': { vr: 'UI', Value: [`${study}.${series}.${instance}`] },
  '00080060': { vr: 'CS', Value: [modality] },
  '0020000D': { vr: 'UI', Value: [study] },
  '0020000E': { vr: 'UI', Value: [`${study}.${series}`] },
});

const ecg = {
  ...head('1.2.840.10008.5.1.4.1.1.9.1.1', 1, 1, 'ECG'),
  '54000100': {
    vr: 'SQ',
    Value: [
      {
        '003A0005': { vr: 'US', Value: [12] },
        '003A0010': { vr: 'UL', Value: [samples] },
        '003A001A': { vr: 'DS', Value: [frequency] },
        '54001004': { vr: 'US', Value: [16] },
        '54001006': { vr: 'CS', Value: ['SS'] },
        '003A0200': {
          vr: 'SQ',
          Value: leads.map((name) => ({
            '003A0208': { vr: 'SQ', Value: [{ '00080104': { vr: 'LO', Value: [`Lead ${name} (Einthoven)`] } }] },
            '003A0210': { vr: 'DS', Value: [5] },
            '003A0211': { vr: 'SQ', Value: [{ '00080100': { vr: 'SH', Value: ['uV'] } }] },
          })),
        },
        '54001010': {
          vr: 'OW',
          BulkDataURI: `/dicom-web/studies/${study}/series/${study}.1/instances/${study}.1.1/bulkdata/54000100/1/54001010`,
        },
      },
    ],
  },
};

const slide = (instance: number, across: number) => ({
  ...head('1.2.840.10008.5.1.4.1.1.77.1.6', 2, instance, 'SM'),
  '00080008': { vr: 'CS', Value: ['DERIVED', 'PRIMARY', 'VOLUME', 'NONE'] },
  '00280008': { vr: 'IS', Value: [across * across] },
  '00280010': { vr: 'US', Value: [256] },
  '00280011': { vr: 'US', Value: [256] },
  '00480001': { vr: 'FL', Value: [16] },
  '00480006': { vr: 'UL', Value: [across * 256] },
  '00480007': { vr: 'UL', Value: [across * 256] },
});

const report = {
  ...head('1.2.840.10008.5.1.4.1.1.104.1', 3, 1, 'DOC'),
  '00420010': { vr: 'ST', Value: ['心电图报告'] },
  '00420012': { vr: 'LO', Value: ['application/pdf'] },
};

/** One beat a second: P, QRS of a millivolt, T. */
function tracing(): Buffer {
  const bytes = Buffer.alloc(samples * 12 * 2);
  const bump = (time: number, at: number, width: number, height: number) => height * Math.exp(-(((time - at) / width) ** 2));
  for (let n = 0; n < samples; n += 1) {
    const time = (n / frequency) % 1;
    const beat =
      bump(time, 0.2, 0.03, 120) -
      bump(time, 0.36, 0.01, 150) +
      bump(time, 0.4, 0.014, 1000) -
      bump(time, 0.44, 0.014, 250) +
      bump(time, 0.65, 0.06, 280);
    leads.forEach((name, lead) => {
      const factor = name === 'aVR' ? -0.8 : 0.5 + (lead % 6) * 0.15;
      bytes.writeInt16LE(Math.round((beat * factor) / 5), (n * 12 + lead) * 2);
    });
  }
  return bytes;
}

async function open(page: Page, studies: readonly string[] = [study]) {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user: 'specialist', consultation: { ...shapes.consultation, studies } });
  const tiles: string[] = [];
  await page.route('**/dicom-web/studies/**', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.endsWith('/metadata'))
      return route.fulfill({ json: [ecg, slide(1, 1), slide(2, 4), slide(3, 16), report], contentType: 'application/dicom+json' });
    if (path.includes('/bulkdata/')) return route.fulfill({ body: tracing(), contentType: 'application/octet-stream' });
    if (path.includes('/frames/')) {
      tiles.push(path);
      const frame = Number(path.split('/frames/')[1]?.split('/')[0]);
      const hue = (frame * 47) % 360;
      return route.fulfill({
        contentType: 'image/svg+xml',
        body: `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="hsl(${hue} 45% 82%)"/><circle cx="128" cy="128" r="60" fill="hsl(300 40% 60%)"/><text x="96" y="140" font-size="40">${frame}</text></svg>`,
      });
    }
    return route.fulfill({ contentType: 'text/plain', body: 'PDF' });
  });
  await page.goto('/cases/c-2');
  return { tiles };
}

test('a_tracing_lies_on_its_grid_and_is_measured_by_dragging', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '打开影像' }).click();
  const paper = page.getByTestId('ecg-paper');
  await expect(paper).toBeVisible();
  // Ten seconds at 25 mm/s are 250 mm, and a millimetre is 96/25.4 pixels.
  await expect.poll(async () => Math.round((await paper.boundingBox())?.width ?? 0)).toBe(945);
  const box = await paper.boundingBox();
  if (!box) throw new Error('There is no paper.');
  await page.mouse.move(box.x + 100, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 100 + 94.5, box.y + 60 - 37.8, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('status').filter({ hasText: 'ms' })).toContainText('1000 ms · 1.00 mV · 60 次/分');
  await page.screenshot({ path: 'test-results/ecg.png' });
  await page.getByText('50 mm/s').click();
  await expect.poll(async () => Math.round((await paper.boundingBox())?.width ?? 0)).toBe(1890);
  await page.getByText('12×1').click();
  await expect.poll(async () => Math.round((await paper.boundingBox())?.height ?? 0)).toBe(771);
});

test('a_slide_fetches_the_tiles_in_sight_at_the_resolution_of_the_zoom', async ({ page }) => {
  const { tiles } = await open(page);
  await page.getByRole('button', { name: '打开影像' }).click();
  await page.getByText('病理切片', { exact: true }).click();
  const slide = page.getByTestId('slide');
  await expect.poll(() => tiles.filter((path) => path.includes(`${study}.2.2`)).length).toBe(16); // four by four fit the screen
  expect(tiles.filter((path) => path.includes(`${study}.2.3`))).toEqual([]);
  await slide.hover();
  for (let n = 0; n < 9; n += 1) await page.mouse.wheel(0, -100);
  await expect.poll(() => tiles.filter((path) => path.includes(`${study}.2.3`)).length).toBeGreaterThan(3);
  expect(tiles.filter((path) => path.includes(`${study}.2.3`)).length).toBeLessThan(120); // of 256
  await expect(page.locator('.scale-bar')).toContainText(/mm|µm/);
  await page.screenshot({ path: 'test-results/slide.png' });
});

test('a_document_opens_in_a_frame_of_the_same_door', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '打开影像' }).click();
  await page.getByText('文档', { exact: true }).click();
  await expect(page.locator('iframe[title="心电图报告"]')).toHaveAttribute(
    'src',
    `/dicom-web/studies/${study}/series/${study}.3/instances/${study}.3.1/rendered`,
  );
  await page.screenshot({ path: 'test-results/document.png' });
});

const series = (of: string, modality: string, images: number, more: object) => ({
  '0020000D': { vr: 'UI', Value: [of] },
  '00080060': { vr: 'CS', Value: [modality] },
  '00201209': { vr: 'IS', Value: [images] },
  ...more,
});

for (const [language, words] of [
  ['zh', ['CT · 胸部增强 · 2026-08-01 · 312 幅', '心电图/文档 · 胸部 · 3 幅', '影像检查 3', '影像']],
  ['en', ['CT · 胸部增强 · 2026-08-01 · 312 images', 'ECG/Document · Chest · 3 images', 'Studies 3', 'Images']],
] as const)
  test(`studies_of_a_case_are_told_apart_by_kind_part_date_and_number_on_a_telephone_${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.addInitScript((name) => localStorage.setItem('telemed.language', name), language);
    const asked: string[] = [];
    await page.route('**/dicom-web/series?**', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('StudyInstanceUID') ?? '');
      return route.fulfill({
        contentType: 'application/dicom+json',
        json: [
          series(study, 'CT', 300, { '00081030': { vr: 'LO', Value: ['胸部增强'] }, '00080020': { vr: 'DA', Value: ['20260801'] } }),
          series(study, 'CT', 12, {}),
          series(`${study}.7`, 'ECG', 2, { '00180015': { vr: 'CS', Value: ['CHEST'] } }),
          series(`${study}.7`, 'DOC', 1, {}),
        ],
      });
    });
    await open(page, [study, `${study}.7`, `${study}.8`]);
    await page.getByRole('tab', { name: words[3] }).click();
    const choice = page.locator('.study-choice');
    await expect(choice).toContainText(words[0]);
    await choice.click();
    for (const each of words.slice(0, 3)) await expect(page.locator('.study-choices').getByText(each, { exact: true })).toBeVisible();
    expect(asked[0]).toBe(`${study},${study}.7,${study}.8`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.screenshot({ path: `test-results/studies-${language}.png` });
  });
