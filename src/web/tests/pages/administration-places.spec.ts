import { expect, type Page, test } from '@playwright/test';
import { choose, openAsAdministrator } from './administration-server';

const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('an_institution_is_registered_with_faults_beside_its_codes_and_connected', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/institutions');
  await expect(page.locator('.admin-rows > li')).toHaveCount(3);
  await page.screenshot({ path: 'test-results/institutions.png', fullPage: true });
  await page.getByRole('button', { name: '登记机构' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('机构名称').fill('双河乡卫生院');
  await choose(page, '机构类别', '乡镇卫生院');
  await choose(page, '行政层级', '乡镇级');
  await dialog.getByLabel('行政区划').fill('520122');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.locator('.ant-form-item-explain-error')).toHaveText('没有登记号时必选');
  await dialog.getByLabel('医疗机构登记号').fill('12345678x52028111c2201');
  await expect(dialog.getByText('机构 12345678X · 区划 520281')).toBeVisible();
  await expect(dialog.getByText('登记号中的区划与所在地不在同一市')).toBeVisible();
  await dialog.getByLabel('医疗机构登记号').fill('12345678X52012211C2201');
  await dialog.getByLabel('统一社会信用代码').fill('91350100M000100Y44');
  await expect(dialog.getByText('校验码不符，请核对')).toBeVisible();
  await page.screenshot({ path: 'test-results/institution-new.png' });
  await dialog.getByLabel('统一社会信用代码').fill('91350100M000100Y43');
  await page.route('**/api/v1/institutions', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 400,
          json: {
            title: '请检查填写内容',
            status: 400,
            code: 'invalid-input',
            errors: { areaCode: [{ code: 'invalid', text: '区划代码无效' }] },
          },
        })
      : route.fallback(),
  );
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.locator('.ant-form-item').filter({ hasText: '区划代码无效' }).getByLabel('行政区划')).toBeVisible();
  await page.unroute('**/api/v1/institutions');
  await dialog.getByLabel('机构名称').press('Enter');
  await expect(page).toHaveURL(/\/admin\/institutions\/new-institutions$/);
  expect(calls.at(-1)).toMatchObject({
    path: 'institutions',
    body: {
      name: '双河乡卫生院',
      kind: 'townshipCentre',
      tier: 'township',
      grade: 'unrated',
      ownership: 'public',
      areaCode: '520122',
      code22: '12345678X52012211C2201',
      creditCode: '91350100M000100Y43',
    },
  });
  await expect(page.getByText('还不能发起，也不能接收')).toBeVisible();
  await expect(page.getByRole('button', { name: '停用' })).toHaveCount(0);
  await page.getByRole('button', { name: '正式接入' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '正式接入' }).click();
  await expect(page.getByText('可以发起和接收')).toBeVisible();
  expect(calls.at(-1)).toMatchObject({ path: 'institutions/new-institutions/connect', ifMatch: '"5"' });
});

test('services_departments_and_devices_of_an_institution_are_changed', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/institutions/i-county');
  const offers = page.getByRole('region', { name: '服务、科室与设备' });
  await offers.getByRole('button', { name: '更改提供的服务' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('心电诊断').check();
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(offers).toContainText('心电诊断');
  expect(calls.at(-1)?.body).toEqual({ services: ['clinical', 'imaging', 'ecg'] });
  await offers.getByRole('button', { name: '更改影像设备 AE' }).click();
  await dialog.getByLabel('影像设备 AE').fill('A\\B');
  await dialog.getByLabel('影像设备 AE').press('Enter');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.getByText(/不能用作 AE/)).toBeVisible();
});

test('a_practitioner_is_registered_and_an_account_for_them_is_one_click_away', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/institutions/i-county');
  const people = page.getByRole('region', { name: '医师' });
  const one = (name: string) => people.getByRole('listitem', { name });
  await expect(one('李闻')).toContainText(/(19|20) 天后到期/);
  await expect(one('赵静')).toContainText('执业证书已过期');
  await expect(one('陈雨').getByRole('link', { name: '账号 chenyu' })).toBeVisible();
  await page.screenshot({ path: 'test-results/institution.png', fullPage: true });
  await people.getByRole('button', { name: '登记医师' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('姓名').fill('周宁');
  await choose(page, '职称', '主治医师');
  await dialog.getByLabel('科室').fill('内科');
  await dialog.getByLabel('执业证书编码').fill('1234');
  await dialog.getByLabel('执业有效期至').fill('2029-12-31');
  await dialog.getByLabel('开始执业日期').fill('2015-07-01');
  await expect(dialog.getByText('位数不对')).toBeVisible();
  await dialog.getByLabel('执业证书编码').fill('110520000000456');
  await dialog.getByLabel('姓名').press('Enter');
  await expect(one('周宁')).toBeVisible();
  expect(calls.at(-1)).toMatchObject({ path: 'practitioners', body: { institutionId: 'i-county', name: '周宁', title: 'attending' } });
  await one('李闻').getByRole('button', { name: '更多操作：李闻' }).click();
  await page.getByRole('menuitem', { name: '延续执业' }).click();
  await dialog.getByLabel('执业有效期至').fill('2031-12-31');
  await dialog.getByLabel('执业有效期至').press('Enter');
  await expect(one('李闻')).toContainText('2031-12-31');
  expect(calls.at(-1)).toMatchObject({ path: 'practitioners/p-li/renewLicence', ifMatch: '"1"', body: { validTo: '2031-12-31' } });
  await one('李闻').getByRole('link', { name: '为 李闻 开通账号' }).click();
  const drawer = page.getByRole('dialog', { name: '开通账号' });
  await expect(drawer.getByText('李闻 · 主任医师')).toBeVisible();
  await expect(drawer.getByRole('checkbox', { name: /^医生/ })).toBeChecked();
});

test('a_practitioner_who_left_is_found_and_brought_back_with_a_day_and_a_licence_that_holds', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/institutions/i-county');
  const people = page.getByRole('region', { name: '医师' });
  const one = (name: string) => people.getByRole('listitem', { name });
  await expect(one('陈雨')).toBeVisible();
  await expect(one('孙岚')).toHaveCount(0);
  await people.getByText('已离职', { exact: true }).click();
  await expect(one('孙岚')).toContainText(/\d{4}-\d\d-\d\d 离职/);
  await expect(one('陈雨')).toHaveCount(0);
  await expect(people.getByRole('link', { name: /开通账号/ })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/practitioners-left.png', fullPage: true });
  await one('孙岚').getByRole('button', { name: '恢复在职：孙岚' }).click();
  const dialog = page.getByRole('dialog');
  const wrong = (text: string) => dialog.locator('.ant-form-item-explain-error', { hasText: text });
  await dialog.getByLabel('恢复在职日期').fill('2030-01-01');
  await expect(wrong('不晚于今天')).toBeVisible();
  await dialog.getByLabel('恢复在职日期').fill('2000-01-01');
  await expect(wrong('不早于离职日期')).toBeVisible();
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }));
  await dialog.getByLabel('恢复在职日期').fill(today);
  await dialog.getByRole('button', { name: '恢复在职' }).click();
  await expect(wrong('必填')).toBeVisible();
  await page.screenshot({ path: 'test-results/practitioner-return.png' });
  await dialog.getByLabel('执业有效期至').fill('2035-12-31');
  await dialog.getByRole('button', { name: '恢复在职' }).click();
  await expect(dialog).toHaveCount(0);
  expect(calls.at(-1)).toMatchObject({
    path: 'practitioners/p-sun/return',
    ifMatch: '"1"',
    body: { institutionId: 'i-county', department: '内科', from: today, licenceValidTo: '2035-12-31' },
  });
  await expect(people.getByText('没有离职的医师')).toBeVisible();
  await people.getByText('在职', { exact: true }).click();
  await expect(one('孙岚')).toContainText('2035-12-31');
});

test('an_agreement_is_signed_changed_and_terminated', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/cooperation');
  const one = (name: string) => page.getByRole('listitem', { name });
  await expect(one('XY-2026-001')).toContainText('云岭镇中心卫生院 → 石门县人民医院');
  await page.screenshot({ path: 'test-results/agreements.png', fullPage: true });
  await page.getByRole('button', { name: '登记协议' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('协议编号').fill('XY-2026-002');
  await choose(page, '申请方（邀请方）', '石桥村卫生室');
  await choose(page, '服务方（受邀方）', '石门县人民医院');
  await dialog.getByLabel('生效日期').fill('2026-12-01');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.getByText('必填')).toHaveCount(1);
  await dialog.getByLabel('临床会诊').check();
  await page.screenshot({ path: 'test-results/agreement-new.png' });
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(one('XY-2026-002')).toBeVisible();
  expect(calls.at(-1)?.body).toEqual({
    number: 'XY-2026-002',
    invitingId: 'i-village',
    invitedId: 'i-county',
    validFrom: '2026-12-01',
    kinds: ['clinical'],
  });
  await one('XY-2026-001').getByRole('button', { name: '终止' }).click();
  await dialog.getByLabel('最后一天').fill('2026-12-31');
  await dialog.getByLabel('最后一天').press('Enter');
  await expect(one('XY-2026-001')).toContainText('终止于 2026-12-31');
  expect(calls.at(-1)).toMatchObject({ path: 'agreements/a-1/terminate', ifMatch: '"2"' });
});

test('a_member_joins_an_alliance_takes_the_lead_and_the_lead_cannot_leave', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/cooperation?tab=alliances');
  const alliance = page.getByRole('listitem', { name: '石门县域医共体' });
  await expect(alliance.getByRole('button', { name: '石门县人民医院 退出' })).toHaveCount(0);
  await alliance.getByRole('button', { name: '加入成员' }).click();
  await choose(page, '机构', '石桥村卫生室');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await expect(alliance).toContainText('石桥村卫生室');
  await page.screenshot({ path: 'test-results/alliances.png', fullPage: true });
  await alliance.getByRole('button', { name: '由 云岭镇中心卫生院 牵头' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '设为牵头' }).click();
  await expect.poll(() => calls.at(-1)).toMatchObject({ path: 'alliances/m-1/changeLead', ifMatch: '"5"', body: { leadId: 'i-town' } });
});

test('a_phone_shows_every_page_without_scrolling_sideways_and_in_english', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.addInitScript(() => localStorage.setItem('telemed.language', 'en'));
  await openAsAdministrator(page, '/admin/institutions');
  for (const [path, seen] of [
    ['/admin/institutions', 'Register an institution'],
    ['/admin/institutions/i-county', 'Register a practitioner'],
    ['/admin/cooperation', 'Register an agreement'],
    ['/admin/cooperation?tab=alliances', 'Form an alliance'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('button', { name: seen })).toBeVisible();
    await expect(page.locator('.admin-rows > li').first()).toBeVisible();
    expect(await width(page), path).toBeLessThanOrEqual(360);
    await page.screenshot({ path: `test-results/phone-${path.replace(/\W+/g, '-')}.png`, fullPage: true });
  }
  await page.getByRole('button', { name: 'Form an alliance' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
});
