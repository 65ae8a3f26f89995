import { expect, test } from '@playwright/test';
import { inventedIdNumber, Person } from './people';
import { makeCtSeries, storescu } from './study';

const slices = 12;
const patient = { name: '钟晓禾', idNumber: inventedIdNumber() };

test('a township doctor asks with a CT, the office assigns, a specialist reads and signs, the township adopts', async ({ browser }) => {
  const { files } = makeCtSeries(slices, 'TSA000128');
  storescu('TOWNSHIP_A', files);

  const township = await Person.signIn(browser, 'township');
  const office = await Person.signIn(browser, 'office');
  const specialist = await Person.signIn(browser, 'specialist');
  const bureau = await Person.signIn(browser, 'bureau');
  await office.page.goto('/desk/incoming');
  await specialist.page.goto('/desk/incoming');

  await test.step('the request, on one page', async () => {
    const { page } = township;
    await page.goto('/new');
    await page.getByRole('button', { name: '登记新患者' }).click();
    await page.getByLabel('姓名', { exact: true }).fill(patient.name);
    await page.getByLabel('证件号码', { exact: true }).fill(patient.idNumber);
    await township.choose('核验方式', '读卡器');
    await page.getByRole('button', { name: '登记新患者' }).click();
    await expect(page.locator('.patient-chosen')).toContainText(patient.name);
    await township.choose('类型', '影像诊断');
    await township.choose('受邀机构', '云岭市第一人民医院');
    await township.choose('科室', '放射科');
    await page.getByLabel('会诊事由', { exact: true }).fill('胸背部疼痛一周，CT 已做，请协助诊断');
    await page.getByLabel('会诊目的', { exact: true }).fill('明确诊断，判断是否需要上转');
    await page.getByLabel('主诉', { exact: true }).fill('胸背部疼痛一周');
    await page.getByLabel('病史', { exact: true }).fill('既往体健，一周前劳累后出现胸背部疼痛，无发热。');
    await page.locator('.study-picker summary').click();
    await page.getByRole('checkbox', { name: new RegExp(`胸椎CT平扫.*测试.*${slices}`) }).first().check();
    await page.getByLabel('签署人', { exact: true }).fill('患者本人');
    await township.shot('01-township-request');
    await page.getByRole('button', { name: '提交申请' }).click();
    await expect(page).toHaveURL(/\/cases\//);
    await expect(page.getByText('待接收').first()).toBeVisible();
    await township.shot('02-township-submitted');
  });

  const row = (person: Person) => person.page.getByRole('row').filter({ hasText: patient.name });
  await test.step('the office sees it without reload, accepts and assigns', async () => {
    await expect(row(office)).toBeVisible();
    await office.shot('03-office-worklist');
    await row(office).click();
    await office.act('接收');
    await expect(office.page.getByText('待分派').first()).toBeVisible();
    await office.act('分派专家', async (dialog) => {
      await office.choose('专家', '林若衡', dialog);
      await office.page.keyboard.press('Escape');
      await office.shot('04-office-assign');
    });
    await expect(office.page.getByText('待接诊').first()).toBeVisible();
  });

  await test.step('the specialist sees it without reload and scrolls the images', async () => {
    const { page } = specialist;
    await expect(row(specialist)).toContainText('待接诊');
    await specialist.shot('05-specialist-worklist');
    await row(specialist).click();
    await page.getByRole('tab', { name: /影像/ }).click();
    const counter = page.getByText(new RegExp(`Im \\d+/${slices}`));
    await expect(counter).toBeVisible({ timeout: 60_000 });
    const before = await counter.textContent();
    const viewport = page.getByTestId('viewport');
    await expect(async () => {
      await viewport.hover();
      await page.mouse.wheel(0, 120);
      await expect(counter).not.toHaveText(before ?? '', { timeout: 1000 });
    }).toPass({ timeout: 60_000 });
    await page.keyboard.press('1');
    await specialist.shot('06-specialist-images');
  });

  await test.step('drafts and signs', async () => {
    const { page } = specialist;
    await page.getByLabel('检查所见', { exact: true }).fill('胸椎椎体骨质结构完整，椎间隙未见狭窄，双肺下叶背段未见实变影。');
    await page.getByPlaceholder('诊断名称').first().fill('胸椎退行性改变');
    await page.getByLabel('处理建议', { exact: true }).fill('对症止痛，避免负重，两周后复查；出现下肢无力立即转诊。');
    await specialist.shot('07-specialist-opinion');
    await page.getByRole('button', { name: '签署并发布' }).click();
    const dialog = page.getByRole('dialog').last();
    await dialog.getByLabel('登录密码').fill('telemed-demo');
    await specialist.shot('08-specialist-sign');
    await dialog.getByRole('button', { name: '签署发布' }).click();
    await expect(page.getByText('意见已发布').first()).toBeVisible();
    await specialist.shot('09-specialist-released');
  });

  await test.step('the township sees the opinion appear and records its decision', async () => {
    const { page } = township;
    await expect(page.getByText('胸椎退行性改变').first()).toBeVisible();
    await expect(page.getByText('签名有效').first()).toBeVisible();
    await township.shot('10-township-opinion');
    await page.getByLabel('说明', { exact: true }).fill('按意见处理，已告知患者。');
    await page.getByRole('button', { name: '记录决定' }).click();
    await expect(page.getByText('已采纳决定').first()).toBeVisible();
    await township.shot('11-township-adopted');
  });

  await test.step('the bureau watches, and holds no clinical content', async () => {
    await bureau.page.goto('/board');
    await expect(bureau.page.getByText('在办病例').first()).toBeVisible();
    await expect(bureau.page.locator('canvas')).toHaveCount(3);
    await bureau.page.waitForTimeout(1500);   // the charts grow in
    await bureau.shot('12-bureau-board');
  });
});

test('a notice arrives within a second, and the narrow page keeps the worklist usable', async ({ browser }) => {
  const phone = await Person.signIn(browser, 'office', { width: 360, height: 740 });
  await phone.page.goto('/desk/incoming');
  await expect(phone.page.getByText('急').first()).toBeVisible();
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await phone.shot('13-office-phone');
});

test('a wrong password is said in the language of the page', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'zh-CN', baseURL: process.env.TELEMED_URL });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('账号', { exact: true }).fill('nobody');
  await page.getByLabel('密码', { exact: true }).fill('wrong-password');
  await page.getByRole('button', { name: /^登\s*录$/ }).click();
  await expect(page.getByText('账号或密码不正确')).toBeVisible();
});
