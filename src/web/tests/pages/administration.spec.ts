import { expect, type Page, test } from '@playwright/test';
import { choose, openAsAdministrator } from './administration-server';

const invalid = (errors: object) => ({ status: 400, json: { title: '请检查填写内容', status: 400, code: 'invalid-input', errors } });
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('an_account_for_a_doctor_is_opened_with_faults_beside_their_fields_and_its_password_is_shown_once', async ({ page }) => {
  const { calls, row } = await openAsAdministrator(page, '/');
  await expect(page).toHaveURL(/\/admin\/accounts$/);
  await expect(page.getByRole('menuitem', { name: '机构' })).toBeVisible();
  await page.getByRole('button', { name: '开通账号' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: '开通账号' }).click();
  await expect(drawer.getByText('至少选择一个角色')).toBeVisible();
  await choose(page, '机构', '石门县人民医院');
  await choose(page, '医师', '李闻 · 主任医师');
  await drawer.getByText('提交和回答会诊、转诊').click();
  await drawer.getByLabel('账号', { exact: true }).fill('chenyu');
  await page.screenshot({ path: 'test-results/account-new.png' });
  await page.route('**/api/v1/accounts', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 409, json: { title: '该账号已被使用', status: 409, code: 'already-opened' } })
      : route.fallback(),
  );
  await drawer.getByRole('button', { name: '开通账号' }).click();
  await expect(drawer.locator('.ant-form-item').filter({ hasText: '该账号已被使用' }).getByLabel('账号', { exact: true })).toBeVisible();
  await page.unroute('**/api/v1/accounts');
  await drawer.getByLabel('账号', { exact: true }).fill('liwen');
  await drawer.getByLabel('账号', { exact: true }).press('Enter');
  const shown = drawer.getByRole('textbox', { name: '临时密码' });
  await expect(shown).toHaveValue(/^\w{4}-\w{4}-\w{4}$/);
  await page.screenshot({ path: 'test-results/account-opened.png' });
  const sent = calls.at(-1);
  expect(sent).toMatchObject({ path: 'accounts', body: { account: 'liwen', practitionerId: 'p-li', roles: ['physician'] } });
  expect(sent?.body).not.toHaveProperty('institutionId');
  expect(await shown.inputValue()).toBe(sent?.body?.password);
  expect(sent?.key).toBeTruthy();
  await drawer.getByRole('button', { name: '关闭' }).last().click();
  await expect(row('liwen')).toContainText('待改密码');
  await row('liwen').getByRole('button').click();
  await expect(page.getByRole('dialog').getByText('李闻')).toBeVisible();
  await expect(page.getByText(String(sent?.body?.password))).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: '临时密码' })).toHaveCount(0);
});

test('an_account_of_an_authority_needs_its_area', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/accounts');
  await page.getByRole('button', { name: '开通账号' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('管辖区划')).toHaveCount(0);
  await drawer.getByText('卫生健康行政部门').click();
  await drawer.getByLabel('账号', { exact: true }).fill('bureau2');
  await drawer.getByLabel('显示姓名').fill('卫健二科');
  await drawer.getByLabel('管辖区划').fill('520');
  await expect(drawer.getByText('应为 2、4 或 6 位数字')).toBeVisible();
  await drawer.getByLabel('管辖区划').fill('5201');
  await drawer.getByRole('button', { name: '开通账号' }).click();
  await expect(drawer.getByRole('textbox', { name: '临时密码' })).toBeVisible();
  expect(calls.at(-1)?.body).toMatchObject({ displayName: '卫健二科', roles: ['healthAuthority'], areaCode: '5201' });
});

test('an_account_of_a_resident_is_for_a_person_found_by_number_or_whole_name', async ({ page }) => {
  const { calls } = await openAsAdministrator(page, '/admin/accounts');
  const sought: unknown[] = [];
  const wang = { id: 'pt-wang', name: '王小梅', idType: '01', maskedIdNumber: '520*************22', identityChecked: true };
  await page.route('**/api/v1/patients/identify', (route) => {
    const body = route.request().postDataJSON() as { idNumber?: string; name?: string };
    sought.push(body);
    const found = body.name ? [wang, { ...wang, id: 'pt-other', maskedIdNumber: '520*************1X', identityChecked: false }] : [];
    return route.fulfill({ json: { items: found, next: null } });
  });
  await page.getByRole('button', { name: '开通账号' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('居民', { exact: true })).toHaveCount(0);
  await drawer.getByText('查看自己的会诊和转诊').click();
  await drawer.getByLabel('账号', { exact: true }).fill('wangxm');
  const search = drawer.getByPlaceholder('身份证号或姓名全称');
  await search.fill('52010019000101002x');
  await search.press('Enter');
  await expect(drawer.getByText('没有找到。居民须先在医疗机构登记。')).toBeVisible();
  expect(sought).toEqual([{ idType: '01', idNumber: '52010019000101002X' }]);
  await search.fill('王小梅');
  await search.press('Enter');
  await choose(page, '在哪家机构登记过', '石门县人民医院');
  expect(sought, 'no search without an institution, and none while typing').toHaveLength(1);
  await drawer.getByRole('button', { name: /查\s*找/ }).click();
  await expect(drawer.locator('.patient-options li')).toHaveCount(2);
  expect(sought.at(-1)).toEqual({ name: '王小梅', institutionId: 'i-county' });
  await page.screenshot({ path: 'test-results/account-resident.png' });
  await drawer.getByRole('button', { name: '开通账号' }).click();
  await expect(drawer.locator('.ant-form-item').filter({ hasText: '请与本人出示的证件核对' }).getByText('必填')).toBeVisible();
  await drawer.getByRole('button', { name: /王小梅 520\*+22/ }).click();
  await expect(drawer.getByLabel('显示姓名')).toHaveValue('王小梅');
  await drawer.getByRole('button', { name: '开通账号' }).click();
  await expect(drawer.getByRole('textbox', { name: '临时密码' })).toBeVisible();
  expect(calls.at(-1)?.body).toMatchObject({ account: 'wangxm', displayName: '王小梅', roles: ['resident'], patientId: 'pt-wang' });
  expect(calls.at(-1)?.body).not.toHaveProperty('institutionId');
});

test('accounts_are_filtered_by_the_address_and_found_again', async ({ page }) => {
  const { row } = await openAsAdministrator(page, '/admin/accounts');
  await expect(page.locator('.admin-rows > li')).toHaveCount(4);
  await page.screenshot({ path: 'test-results/accounts.png', fullPage: true });
  await page.getByLabel('账号或姓名').fill('唐薇');
  await page.getByLabel('账号或姓名').press('Enter');
  await expect(page.locator('.admin-rows > li')).toHaveCount(1);
  await page.reload();
  await expect(row('tangwei')).toContainText('已停用');
  await choose(page, '状态', '正常');
  await expect(page.getByText('没有符合条件的账号')).toBeVisible();
});

test('an_account_is_blocked_with_a_reason_and_unblocked', async ({ page }) => {
  const { calls, row } = await openAsAdministrator(page, '/admin/accounts');
  await row('heqing').getByRole('button').click();
  const drawer = page.getByRole('dialog').first();
  await expect(drawer).toContainText('2026-11-21 10:30');
  await drawer.getByRole('button', { name: '停用', exact: true }).click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name: '停用', exact: true }).click();
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByLabel('原因').fill('长期未用');
  await dialog.getByLabel('原因').press('Enter');
  await expect(row('heqing')).toContainText('已停用');
  expect(calls.at(-1)).toMatchObject({ path: 'accounts/u-heqing/block', ifMatch: '"3"', body: { reason: '长期未用' } });
  await expect(drawer).toContainText('长期未用');
  await page.screenshot({ path: 'test-results/account.png' });
  await drawer.getByRole('button', { name: '恢复使用' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '恢复使用' }).click();
  await expect(row('heqing')).toContainText('正常');
  expect(calls.at(-1)).toMatchObject({ path: 'accounts/u-heqing/unblock', ifMatch: '"4"', body: null });
});

test('a_password_is_reset_and_nobody_blocks_the_own_account', async ({ page }) => {
  const { calls, row } = await openAsAdministrator(page, '/admin/accounts?account=u-chenyu');
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: '重置密码' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '重置密码' }).click();
  await expect(drawer.getByRole('textbox', { name: '临时密码' })).toHaveValue(String(calls.at(-1)?.body?.password ?? '-'));
  await drawer.getByRole('button', { name: '关闭' }).click();
  await row('系统管理员').getByRole('button').click();
  await expect(page.getByText('这是您自己的账号')).toBeVisible();
  await expect(page.getByRole('button', { name: '停用', exact: true })).toHaveCount(0);
});

test('an_account_that_somebody_else_changed_is_read_again_before_it_is_changed', async ({ page }) => {
  const { now } = await openAsAdministrator(page, '/admin/accounts?account=u-heqing');
  await page.route('**/actions/block', (route) =>
    route.fulfill({ status: 412, json: { title: '已被他人修改', status: 412, code: 'stale' } }),
  );
  await page.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByLabel('原因').fill('长期未用');
  await dialog.getByRole('button', { name: /停用$/ }).click();
  now.accounts = now.accounts.map((each) => (each.id === 'u-heqing' ? { ...each, version: 9, secondFactor: false } : each));
  await dialog.getByRole('alert').getByRole('button').click();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await page.screenshot({ path: 'test-results/account-stale.png' });
  await page.unroute('**/actions/block');
  const again = page.waitForRequest('**/actions/block');
  await dialog.getByRole('button', { name: /停用$/ }).click();
  expect((await again).headers()['if-match']).toBe('"9"');
});

test('a_temporary_password_is_changed_before_anything_else', async ({ page }) => {
  await openAsAdministrator(page, '/');
  await page.route(/\/api\/v1\/session(\?|$)/, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { id: 'u-x', account: 'liwen', name: '李闻', roles: ['physician'], mustChangePassword: true } })
      : route.fallback(),
  );
  const sent: unknown[] = [];
  await page.route('**/api/v1/session/password', (route) => {
    const body = route.request().postDataJSON() as { current: string };
    sent.push(body);
    return body.current === 'wrong'
      ? route.fulfill({ status: 403, json: { title: '当前密码不正确', status: 403, code: 'wrong-password' } })
      : sent.length === 2
        ? route.fulfill(invalid({ password: [{ code: 'common', text: '这个密码太常见' }] }))
        : route.fulfill({ status: 204 });
  });
  await page.goto('/admin/accounts');
  await expect(page.getByRole('heading', { name: '首次登录，请先修改密码' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '退出登录' })).toBeVisible();
  await page.screenshot({ path: 'test-results/password-first.png' });
  await page.getByLabel('当前密码').fill('wrong');
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByLabel('再输入一次新密码').fill('other');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('至少 10 个字符', { exact: true })).toBeVisible();
  await expect(page.getByText('两次输入不一致')).toBeVisible();
  expect(sent).toEqual([]);
  await page.getByLabel('新密码', { exact: true }).fill('mountain-river');
  await page.getByLabel('再输入一次新密码').fill('mountain-river');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('当前密码不正确')).toBeVisible();
  await page.getByLabel('当前密码').fill('abcd-efgh-jkmn');
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('这个密码太常见')).toBeVisible();
  await page.getByLabel('再输入一次新密码').press('Enter');
  await expect(page.getByRole('button', { name: /用户菜单/ })).toBeVisible();
  expect(sent.at(-1)).toEqual({ current: 'abcd-efgh-jkmn', password: 'mountain-river' });
});

test('a_password_is_changed_from_the_menu_of_the_user', async ({ page }) => {
  await openAsAdministrator(page, '/admin/accounts');
  await page.route('**/api/v1/session/password', (route) => route.fulfill({ status: 204 }));
  await page.getByRole('button', { name: /用户菜单/ }).click();
  await page.getByRole('menuitem', { name: '修改密码' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('当前密码').fill('telemed-demo');
  await dialog.getByLabel('新密码', { exact: true }).fill('telemed-demo');
  await expect(dialog.getByText('新密码与当前密码相同')).toBeVisible();
  await dialog.getByLabel('新密码', { exact: true }).fill('mountain-river');
  await dialog.getByLabel('再输入一次新密码').fill('mountain-river');
  await dialog.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('密码已修改')).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test('a_phone_shows_accounts_without_scrolling_sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { row } = await openAsAdministrator(page, '/admin/accounts');
  await expect(row('heqing')).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/accounts-phone.png', fullPage: true });
  await page.getByRole('button', { name: '开通账号' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/account-new-phone.png' });
});

test('accounts_are_for_administrators_only_and_english_is_one_switch_away', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('telemed.language', 'en'));
  await openAsAdministrator(page, '/admin/accounts', { accounts: [] });
  await expect(page.getByRole('button', { name: 'Open an account' })).toBeVisible();
  await expect(page.getByText('No account fits')).toBeVisible();
  await page.route(/\/api\/v1\/session(\?|$)/, (route) =>
    route.fulfill({ json: { id: 'u-x', account: 'x', name: 'X', roles: ['office'], institutionId: 'i-county' } }),
  );
  await page.reload();
  await expect(page.getByText('There is no such page')).toBeVisible();
});
