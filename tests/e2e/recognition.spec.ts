import { type APIResponse, expect, type Locator, type Page, test } from '@playwright/test';
import { inventedIdNumber, Person } from './people';
import { makeCtSeries, storescu } from './study';

/** Another name in each run, so that a run on a region that has played before finds its own patient. */
const given = '安宁清和明远长乐春山秋水晴岚朝云暮雨松涛竹影'.at((Date.now() / 1000) % 22);
const patient = { name: `柳念${given}`, idType: '01', idNumber: inventedIdNumber(), verification: 'cardRead' };
const slices = 6;
const day = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day).toISOString();
const names = { ct: 'CT 胸部平扫', potassium: '血清钾', creatinine: '肌酐' };
const items = { ct: 'CT.CHEST.PLAIN', potassium: 'LAB.K', creatinine: 'LAB.CREA' };

/** Calls the server as whoever is signed in on the page. */
async function post(page: Page, path: string, data: object): Promise<Record<string, unknown>> {
  const answer: APIResponse = await page.request.post(`/api/v1${path}`, { data, headers: { 'X-Telemed': '1' } });
  expect(answer.ok(), `${path} ${answer.status()} ${await answer.text()}`).toBe(true);
  return await answer.json();
}

const institutionOf = async (page: Page): Promise<string> => (await (await page.request.get('/api/v1/session')).json()).institutionId;

/** What this doctor's institution knows of the patient; the same document gives the same person everywhere. */
const register = async (person: Person): Promise<string> => String((await post(person.page, '/patients', patient)).id);

const row = ({ page }: Person, name: string): Locator => page.getByRole('list', { name: '开单项目' }).getByRole('listitem', { name, exact: true });

/** Opens the order of the patient and puts one item in. */
async function order(person: Person, patientId: string, item: string, typed = item): Promise<Locator> {
  const { page } = person;
  await page.goto(`/recognition/check?patient=${patientId}`);
  const picker = page.getByLabel('添加项目');
  await picker.fill(typed);
  await page.locator('.ant-select-item-option').filter({ hasText: item }).first().waitFor();
  await picker.press('Enter');
  return row(person, item);
}

/** The administrator's figures, which are never loaded again while the doctors work. */
class Monitor {
  constructor(readonly person: Person) {}

  async open(): Promise<void> {
    await this.person.page.goto('/recognition/board');
    await expect(this.rate).toBeVisible();
    await this.person.page.evaluate(() => Object.assign(window, { neverLoadedAgain: true }));
  }

  get rate(): Locator {
    return this.person.page.getByTestId('recognition-rate');
  }

  private async saved(): Promise<number> {
    return Number((await this.person.page.getByTestId('fees-saved').innerText()).replace(/[¥,]/g, ''));
  }

  private count(name: string): Locator {
    return this.person.page.getByRole('region', { name: '合计' }).locator('.total-one').filter({ hasText: name }).locator('b');
  }

  async read() {
    const accepted = Number((await this.count('认可').first().innerText()).replaceAll(',', ''));
    return { rate: await this.rate.innerText(), saved: await this.saved(), accepted };
  }

  /** The figures become these without the page being loaded again. */
  async becomes(saved: number, accepted: number): Promise<void> {
    await expect.poll(() => this.read(), { timeout: 20_000 }).toMatchObject({ saved, accepted });
    expect(await this.person.page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
  }
}

/** Pages that a print of this page takes; Chromium writes each page's object uncompressed. */
const printedPages = async (page: Page) => (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('a CT of last week is recognised, a test is declined with a reason, another is repeated and flagged', async ({ browser }) => {
  test.setTimeout(600_000);
  const county = await Person.signIn(browser, 'county');
  const township = await Person.signIn(browser, 'township');
  const second = await Person.signIn(browser, 'township2');
  const third = await Person.signIn(browser, 'village');
  const monitor = new Monitor(await Person.signIn(browser, 'bureau'));
  const insurer = await Person.signIn(browser, 'insurer');
  let patientId = '';

  await test.step('the county hospital reported a CT and two tests last week, with evidence of its quality', async () => {
    const { page } = county;
    const institutionId = await institutionOf(page);
    patientId = await register(county);
    const evidence = { institutionId, from: daysAgo(200).slice(0, 10), to: daysAgo(-100).slice(0, 10), outcome: 'passed', score: 95 };
    const body = { body: '云岭省医学检验与影像质控中心', scope: { type: 'province', code: '52', text: '云岭省' } };
    await post(monitor.person.page, '/recognition/quality', { items: Object.values(items).map((itemCode) => ({ ...evidence, ...body, itemCode })) });
    const { files, studyUid } = makeCtSeries(slices, `TSC${Date.now() % 1_000_000}`);
    storescu('COUNTY_A', files);
    const report = { findings: '右肺上叶见磨玻璃结节，直径约 6 mm，边界清。', conclusion: '右肺上叶磨玻璃结节，建议复查。', reporter: '周建华' };
    await post(page, '/results', {
      patientId, institutionId, itemCode: items.ct, itemSystem: 'standard', category: 'imaging', performedAt: daysAgo(6), reportedAt: daysAgo(5.9), report, studyInstanceUid: studyUid,
    });
    const lab = (itemCode: string, name: string, value: string, unit: string, days: number) =>
      post(page, '/results', {
        patientId, institutionId, itemCode, itemSystem: 'standard', category: 'lab', performedAt: daysAgo(days - 0.1), collectedAt: daysAgo(days), values: [{ name, value, unit, low: '1', high: '200' }],
      });
    await lab(items.potassium, '血清钾', '4.1', 'mmol/L', 2);
    await lab(items.creatinine, '肌酐', '84', 'μmol/L', 3);
  });

  await monitor.open();
  const before = await monitor.read();
  let fee = 0;

  await test.step('a township doctor orders the CT; what is there stands beside it with its mark', async () => {
    await register(township);
    const chest = await order(township, patientId, names.ct, '胸部CT平扫');
    await expect(chest).toContainText('松河县人民医院');
    await expect(chest).toContainText('云岭省HR');
    await expect(chest).toContainText('可认可');
    await expect(chest).toContainText('6 天前');
    await expect(township.page.getByRole('dialog')).toHaveCount(0);
    fee = Number((await chest.locator('.order-item').innerText()).match(/¥([\d,.]+)/)?.[1]?.replaceAll(',', '') ?? 0);
    expect(fee).toBeGreaterThan(0);
    await township.shot('40-order-known');
  });

  await test.step('the old images are one click away, beside the question', async () => {
    const { page } = township;
    await row(township, names.ct).getByRole('button', { name: '看影像' }).click();
    const pane = page.getByRole('region', { name: '已有结果' });
    await expect(pane.getByText(new RegExp(`Im \\d+/${slices}`))).toBeVisible({ timeout: 60_000 });
    await expect(pane).toContainText('磨玻璃结节');
    await township.shot('41-order-images');
  });

  await test.step('accepted: the order is withdrawn, and the figures move without reload', async () => {
    const { page } = township;
    const chest = row(township, names.ct);
    await chest.getByRole('button', { name: '认可', exact: true }).click();
    await expect(chest).toContainText('已认可，本项不再检查');
    await expect(page.getByRole('button', { name: /^开单 \d/ })).toHaveCount(0);
    await township.shot('42-order-accepted');
    await monitor.becomes(before.saved + fee, before.accepted + 1);
    expect((await monitor.read()).rate).not.toBe('—');
    await monitor.person.shot('43-monitor');
    await page.goto(`/patients/${patientId}`);
    await expect(page.locator('.timeline').getByText(/认可 CT 胸部平扫/)).toBeVisible();
    await township.shot('44-timeline');
    await page.getByRole('tab', { name: '检查检验结果' }).click();
    await expect(page.getByRole('button', { name: /CT 胸部平扫.*云岭省HR/ })).toBeVisible();
  });

  await test.step('a second doctor declines another item with a reason of the law and prints the sheet', async () => {
    await register(second);
    const potassium = await order(second, patientId, names.potassium);
    await potassium.getByRole('button', { name: '不认可', exact: true }).click();
    await potassium.getByRole('button', { name: '确认不认可' }).click();
    await expect(potassium.getByText('请选择原因')).toBeVisible();
    await expect(potassium.getByText('请先向患者说明')).toBeVisible();
    await potassium.getByRole('radio').first().check();
    await potassium.getByRole('checkbox', { name: /已向患者说明/ }).check();
    await potassium.getByLabel(/说明/).first().fill('昨日起呕吐腹泻，需复查电解质。');
    await second.shot('45-decline');
    await potassium.getByRole('button', { name: '确认不认可' }).click();
    await expect(potassium).toContainText('不认可，本项照常开单');
    await second.page.getByRole('button', { name: '开单 1 项' }).click();
    await expect(potassium).toContainText('已开单');
    const [sheet] = await Promise.all([second.page.waitForEvent('popup'), potassium.getByRole('link', { name: '打印说明单' }).click()]);
    await sheet.locator('.a4').waitFor({ timeout: 60_000 });   // a page of its own, loaded from the start
    for (const text of ['检查检验重复开具说明单', patient.name, '呕吐腹泻', '松河县人民医院', '杨春燕']) await expect(sheet.locator('.a4')).toContainText(text);
    expect(await printedPages(sheet)).toBe(1);
    await sheet.close();
  });

  await test.step('a third repeats without deciding, and the insurer sees it; the reasoned repeat is no finding', async () => {
    await register(third);
    const creatinine = await order(third, patientId, names.creatinine);
    await expect(creatinine).toContainText('可认可');
    await third.page.getByRole('button', { name: '开单 1 项' }).click();
    await expect(creatinine).toContainText('计入应认未认');
    await third.shot('46-repeat');
    const { page } = insurer;
    await page.goto('/recognition/insurer');
    const finding = page.getByRole('listitem').filter({ hasText: '肌酐' }).filter({ hasText: '高坡村卫生室' });
    await expect(finding.first()).toContainText('松河县人民医院');
    await expect(finding.first()).toContainText('待说明');
    await expect(page.getByRole('listitem').filter({ hasText: '血清钾' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: '说明情况' })).toHaveCount(0);
    await insurer.shot('47-insurer');
  });
});
