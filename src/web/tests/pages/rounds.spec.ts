import { expect, type Page, test } from '@playwright/test';
import { bed, roundServer } from './round-server';

const banner = (page: Page) => page.getByRole('region', { name: '患者' });
const item = (page: Page, name: string) => page.getByRole('list', { name: '查房名单' }).getByRole('listitem').filter({ hasText: name });
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a_specialist_goes_from_bed_to_bed_and_the_page_follows_the_other_side', async ({ page }) => {
  const { hub, posted, otherMoves } = await roundServer(page, 'specialist');
  await page.goto('/desk/incoming');
  await page.getByRole('link', { name: '远程查房' }).click();
  await page.getByRole('link', { name: '2026-11-24 09:00' }).click();
  await expect(page.getByRole('heading', { name: /远程查房 CF/ })).toBeVisible();
  await page.getByRole('button', { name: '开始查房' }).click();
  await expect(item(page, '李春生')).toContainText('正在查');
  await expect(banner(page)).toContainText('李春生');
  await page.screenshot({ path: 'test-results/round.png', fullPage: true });

  await page.getByRole('button', { name: '下一位' }).focus();
  await page.keyboard.press('Enter');
  await expect(banner(page)).toContainText('王小满');
  expect(posted.at(-1)).toMatchObject({ action: 'next', ifMatch: '"3"' });

  await item(page, '李春生').getByRole('button').first().click();
  await expect(banner(page)).toContainText('李春生');
  await expect.poll(() => hub.watched.has('round:R1')).toBe(true);
  otherMoves('c-3');
  await expect(banner(page)).toContainText('赵大山');
  await expect(item(page, '赵大山')).toContainText('正在查');
  await expect(page.getByRole('button', { name: '已到最后一位' })).toBeDisabled();
});

test('beds_are_put_in_order_and_left_out_with_a_reason_on_a_telephone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/R1');
  await expect(item(page, '李春生')).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/round-360.png', fullPage: true });
  await page.getByRole('button', { name: '3 床前移' }).click();
  await expect.poll(() => posted.at(-1)?.body).toEqual({ order: ['c-1', 'c-3', 'c-2'] });
  await page.getByRole('button', { name: '2 床移出本次查房' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '移出本次查房' }).click();
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByLabel('原因').fill('外出检查');
  await dialog.getByLabel('原因').press('Enter');
  await expect(item(page, '王小满')).toContainText('已移出');
  expect(posted.at(-1)).toMatchObject({ action: 'leaveOut', ifMatch: '"3"', body: { caseId: 'c-2', reason: '外出检查' } });
});

test('a_round_ends_with_a_reason_for_each_patient_who_was_not_seen', async ({ page }) => {
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: '开始查房' }).click();
  await page.getByRole('button', { name: '结束查房' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('统一原因').fill('外出检查');
  await dialog.getByLabel('3 床 赵大山').fill('已出院');
  await dialog.getByRole('button', { name: '结束查房' }).click();
  await expect
    .poll(() => posted.at(-1)?.body)
    .toEqual({
      unseen: [
        { caseId: 'c-2', reason: '外出检查' },
        { caseId: 'c-3', reason: '已出院' },
      ],
    });
  await expect(page.getByText('已结束')).toBeVisible();
});

test('a_round_is_planned_with_consent_for_each_patient', async ({ page }) => {
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/new');
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).click();
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: option })
      .first()
      .dispatchEvent('click');
  };
  await choose('受邀机构', '筑城市第一人民医院');
  await choose('科室', '呼吸科');
  await page.getByLabel('开始').fill('2026-11-24T09:00');
  await page.getByLabel('结束').fill('2026-11-24T10:00');
  const first = page.getByRole('region', { name: '第 1 位患者' });
  await first.getByRole('button', { name: /李春生/ }).click();
  await first.getByLabel('病区').fill('内科二病区');
  await first.getByLabel('床号').fill('12');
  await first.getByLabel('查房事由').fill('每日查房');
  await first.getByLabel('诊断').fill('慢阻肺急性加重');
  await first.getByLabel('主诉').fill('气促');
  await first.getByLabel('病史与目前治疗').fill('慢阻肺十年');
  await page.getByRole('button', { name: '再加一位患者' }).click();
  const second = page.getByRole('region', { name: '第 2 位患者' });
  await expect(second.getByLabel('病区')).toHaveValue('内科二病区');
  await second.getByRole('button', { name: '移除第 2 位患者' }).click();
  await page.getByRole('button', { name: '提交查房计划' }).click();
  await expect(first.getByText('必填')).toBeVisible();
  await page.screenshot({ path: 'test-results/round-plan.png', fullPage: true });
  await first.getByLabel('同意书签署人').fill('李春生');
  await page.getByRole('button', { name: '提交查房计划' }).click();
  await expect(page).toHaveURL(/\/rounds\/R1$/);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.body).toMatchObject({
    invited: { institutionId: 'i-city', department: '呼吸科' },
    start: '2026-11-24T01:00:00.000Z',
    places: [{ patientId: 'pt-2', bed: '12', consent: { basis: 'written', signedBy: '李春生' } }],
  });
});

test('a_planned_round_is_called_off_from_the_list_with_a_usual_reason', async ({ page }) => {
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds');
  await page.getByRole('button', { name: '取消查房 CF202611230001' }).click();
  const dialog = page.getByRole('dialog', { name: '取消查房' });
  await expect(dialog).toContainText('2026-11-24 09:00');
  await expect(dialog.getByLabel('原因')).toBeFocused();
  await dialog.getByLabel('原因').press('Enter');
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByRole('button', { name: '专家临时有事' }).click();
  await expect(dialog.getByText('必填')).toBeHidden();
  await page.screenshot({ path: 'test-results/round-cancel.png' });
  await dialog.getByRole('button', { name: '取消查房' }).click();
  await expect(dialog).toBeHidden();
  expect(posted.at(-1)).toMatchObject({ action: 'cancel', ifMatch: '"2"', body: { reason: '专家临时有事' } });
  await expect(page.getByText('查房已取消：专家临时有事')).toBeVisible();
  await expect(page.getByRole('button', { name: /^取消查房/ })).toHaveCount(0);
});

for (const [user, box] of [
  ['specialist', '请本院查房的'],
  ['office', '请本院查房的'],
  ['township', '本院申请的'],
] as const)
  test(`the_list_of_a_${user}_opens_on_the_rounds_of_that_side_and_keeps_what_was_chosen`, async ({ page }) => {
    await roundServer(page, user);
    await page.goto('/rounds');
    await expect(page.getByRole('link', { name: '2026-11-24 09:00' })).toBeVisible();
    await expect(page.getByRole('radio', { name: box })).toBeChecked();
    await page.screenshot({ path: `test-results/rounds-${user}.png`, fullPage: true });
    const other = box === '本院申请的' ? '请本院查房的' : '本院申请的';
    await page.getByText(other).click();
    await expect(page.getByText('没有查房')).toBeVisible();
    await page.goto('/rounds');
    await expect(page.getByRole('radio', { name: other })).toBeChecked();
    await expect(page.getByText('没有查房')).toBeVisible();
  });

test('a_specialist_gives_a_round_back_from_the_list_with_a_reason_and_it_waits_to_be_taken', async ({ page }) => {
  const { posted } = await roundServer(page, 'specialist');
  await page.goto('/rounds');
  await page.getByRole('button', { name: '退回查房 CF202611230001' }).click();
  const dialog = page.getByRole('dialog', { name: '退回查房' });
  await expect(dialog.getByLabel('原因')).toBeFocused();
  await dialog.getByLabel('原因').press('Enter');
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByRole('button', { name: '时间冲突，另行安排' }).click();
  await page.screenshot({ path: 'test-results/round-give-back.png' });
  await dialog.getByRole('button', { name: '退回查房' }).click();
  await expect(dialog).toBeHidden();
  expect(posted.at(-1)).toMatchObject({ action: 'giveBack', ifMatch: '"2"', body: { reason: '时间冲突，另行安排' } });
  await expect(page.getByText('查房已退回，待重新接手：时间冲突，另行安排')).toBeVisible();
  await expect(page.getByText('待接手', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^退回查房/ })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/rounds-given-back.png', fullPage: true });
});

test('a_round_is_given_back_on_its_own_page_on_a_telephone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { posted } = await roundServer(page, 'specialist');
  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: '退回查房' }).click();
  const dialog = page.getByRole('dialog', { name: '退回查房' });
  await dialog.getByLabel('原因').fill('临时手术');
  await page.screenshot({ path: 'test-results/round-give-back-360.png' });
  await dialog.getByLabel('原因').press('Enter');
  await expect(dialog).toBeHidden();
  expect(posted.at(-1)).toMatchObject({ action: 'giveBack', ifMatch: '"2"', body: { reason: '临时手术' } });
  await expect(page.getByText('查房已退回，待重新接手：临时手术')).toBeVisible();
  await expect(page.getByText('尚未指定专家')).toBeVisible();
  await expect(page.getByRole('button', { name: '接受查房' })).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/round-given-back-360.png', fullPage: true });
});

test('a_list_offers_no_cancellation_to_whom_the_server_offers_none', async ({ page }) => {
  await roundServer(page, 'specialist');
  await page.goto('/rounds?box=incoming');
  await expect(page.getByRole('link', { name: '2026-11-24 09:00' })).toBeVisible();
  await expect(page.getByRole('button', { name: /取消查房/ })).toHaveCount(0);
});

test('a_round_tells_what_happened_newest_first', async ({ page }) => {
  await roundServer(page, 'township');
  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: '进程' }).click();
  const drawer = page.getByRole('dialog', { name: /进程/ });
  await expect(drawer.getByRole('listitem').first()).toContainText('查看患者：内科二病区 1 床');
  await expect(drawer.getByRole('listitem').first()).toContainText('2026-11-24 09:03 林知远 · 筑城市第一人民医院');
  await expect(drawer.getByRole('listitem')).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('the_record_prints_one_page_for_each_patient_in_a_chinese_font', async ({ page }) => {
  await roundServer(page, 'township', {
    places: [bed(1, '李春生', { state: 'seen', visitedAt: '2026-11-24T01:10:00Z' }), bed(2, '王小满')],
  });
  await page.addInitScript(() => localStorage.setItem('telemed.language', 'en'));
  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: 'Print the record' }).click();
  const sheet = page.locator('.a4');
  await expect(sheet).toHaveCount(2);
  for (const text of [
    '远程查房记录',
    '李春生',
    '男 56 岁',
    '内科二病区 1 床',
    '2026-11-24 09:10–09:19',
    '林知远 副主任医师 筑城市第一人民医院',
    '电子签名有效',
  ])
    await expect(sheet.first()).toContainText(text);
  await expect(sheet.last()).toContainText('意见尚未签署');
  for (const each of await sheet.all())
    expect(await each.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: 'test-results/round-record.png', fullPage: true });
  const pdf = (await page.pdf({ preferCSSPageSize: true, path: 'test-results/round-record.pdf' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  expect(pdf).toMatch(/\/FontName\s*\/\S*(CJK|Song|SimSun)/);

  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: 'Print this record' }).click();
  await expect(page).toHaveURL(/\/rounds\/R1\/print\/c-1$/);
  await expect(sheet).toHaveCount(1);
});
