import { expect, type Locator, test } from '@playwright/test';
import { inventedIdNumber, type Person } from './people';
import { Platform } from './platform';
import { makeCtSeries, storescu } from './study';

const slices = 20;
const secret = 'a-secret-that-two-platforms-share-0001';
const names = { township: '松河县云顶镇中心卫生院', tertiary: '云岭市第一人民医院' };

/** Different values that a text took, as long as it is watched. */
class Watched {
  readonly values: number[] = [];
  #over = false;
  readonly #watching: Promise<void>;

  constructor(text: Locator, pattern: RegExp) {
    this.#watching = (async () => {
      while (!this.#over) {
        const found = pattern.exec((await text.innerText({ timeout: 500 }).catch(() => '')) ?? '');
        const value = found && Number(found[1]);
        if (value !== null && value !== this.values.at(-1)) this.values.push(value);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
  }

  async stop(): Promise<readonly number[]> {
    this.#over = true;
    await this.#watching;
    return this.values;
  }
}

const post = async ({ page }: Person, path: string, data: object): Promise<Record<string, unknown>> => {
  const answer = await page.request.post(`/api/v1${path}`, { data, headers: { 'X-Telemed': '1' } });
  expect(answer.ok(), `${path} ${answer.status()} ${await answer.text()}`).toBe(true);
  return await answer.json();
};

test('a township sends a CT to a tertiary hospital over a slow line, and both pages see it move', async ({ browser }) => {
  const [small, large] = [await Platform.create(), await Platform.create()];
  try {
    await Promise.all([small.start(), large.start()]);
    const [here, there] = [await small.institutions(), await large.institutions()];
    await Promise.all([small.stop(), large.stop()]);
    const peer = 'Exchange:Peers:0';
    await Promise.all([
      small.start({
        'Exchange:Name': 'township', 'Exchange:BundleBytes': '65536', [`${peer}:Name`]: 'tertiary', [`${peer}:Secret`]: secret, [`${peer}:Url`]: large.url,
        [`${peer}:ReceiverId`]: here.get(names.tertiary) ?? '', [`${peer}:MaxBytesPerSecond`]: '50000',
      }),
      large.start({
        'Exchange:Name': 'tertiary', [`${peer}:Name`]: 'township', [`${peer}:Secret`]: secret,
        ...Object.fromEntries(Object.values(names).map((name) => [`${peer}:Institutions:${here.get(name)}`, there.get(name) ?? ''])),
      }),
    ]);
    const sender = await small.signIn(browser, 'township');
    const receiver = await large.signIn(browser, 'specialist');
    const { files, studyUid } = makeCtSeries(slices, 'TSX000128');
    storescu('TOWNSHIP_A', files, String(small.dicomPort));
    const { id } = await post(sender, '/patients', { name: '路远行', idType: '01', idNumber: inventedIdNumber(), verification: 'cardRead' });
    await post(sender, '/consultations', {
      patientId: id, kind: 'imaging', mode: 'asynchronous', urgency: 'routine', invited: { institutionId: here.get(names.tertiary), department: '放射科', practitionerId: null },
      reason: '胸椎 CT 请协助诊断', purpose: '明确诊断', summary: { complaint: '背痛一周', history: '一周前劳累后出现背痛，无发热，既往体健。', diagnoses: [] },
      studies: [studyUid], results: [], consent: { basis: 'written', signedBy: '患者本人', at: new Date().toISOString() }, submit: true,
    });

    await receiver.page.goto('/imaging/sends');
    await receiver.page.getByRole('tab', { name: '接收' }).click();
    const { page } = sender;
    await page.goto('/imaging/sends');
    await page.getByRole('button', { name: '发送检查' }).first().click();
    await sender.choose('检查', '胸椎CT平扫', page.getByRole('dialog'));
    await sender.choose('目的地', 'tertiary', page.getByRole('dialog'));
    await page.getByRole('dialog').getByRole('button', { name: /^发\s*送$/ }).click();

    const going = page.getByRole('row', { name: /胸椎CT平扫/ });
    const coming = receiver.page.getByRole('row', { name: /胸椎CT平扫/ });
    const sent = new Watched(going, new RegExp(`(\\d+)/${slices} 个对象`));
    const came = new Watched(coming, new RegExp(`(\\d+)/${slices} 个对象`));
    await expect(going).toContainText('发送中');
    await expect(coming).toContainText('接收中');
    await expect.poll(() => Math.min(sent.values.at(-1) ?? 0, came.values.at(-1) ?? 0), { timeout: 60_000 }).toBeGreaterThan(slices / 4);
    await sender.shot('90-exchange-sending');
    await receiver.shot('91-exchange-receiving');
    await expect(going).toContainText('已送达', { timeout: 90_000 });
    await expect(coming).toContainText('完整');
    await expect(coming).toContainText(`${slices}/${slices} 个对象`);
    for (const values of [await sent.stop(), await came.stop()]) {
      expect(values.length, values.join(' ')).toBeGreaterThan(3);
      expect(values, 'progress never goes back').toEqual([...values].sort((a, b) => a - b));
    }
    await receiver.shot('92-exchange-complete');
  } finally {
    await Promise.all([small.remove(), large.remove()]);
  }
});
