import { expect, type Page, test } from '@playwright/test';
import { openReferrals } from './referral-server';
import * as referrals from './referral-shapes';

// Page tests: the server is played from recorded shapes. What the real one does is tested in tests/e2e.

/** Pages of a PDF that Chromium made: it writes each page's object uncompressed. */
async function printedPages(page: Page): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

const long = (times: number) => '患者三天前受凉后出现咳嗽咳痰，痰黄稠，伴发热，最高体温三十九度二。'.repeat(times);

for (const times of [1, 12, 60])
  test(`a_referral_form_is_one_page_of_a4_with_texts_repeated_${times}_times`, async ({ page }) => {
    const { summary } = referrals.referral;
    const wordy = { ...summary, presentIllness: long(times), history: long(times), treatment: long(times), examinations: long(times) };
    await openReferrals(page, '/referrals/r-1/print/referral', { user: 'township', referral: { ...referrals.referral, summary: wordy } });
    await expect(page.getByRole('heading', { name: '双向转诊单', exact: true })).toBeVisible();
    await expect(page.getByText('筑城市云岭镇前进村 3 组')).toBeVisible();
    const sheet = page.locator('.a4');
    expect(await sheet.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0);
    await expect(page.getByText('（机构名称，盖章）')).toBeVisible();
    expect(await printedPages(page)).toBe(1);
  });

test('a_return_form_is_one_page_of_a4_and_carries_what_both_halves_know', async ({ page }) => {
  await openReferrals(page, '/referrals/r-1/print/return', { user: 'specialist', referral: referrals.answered });
  for (const text of ['ZY0012345', '静脉溶栓后', '阿司匹林 100 mg', '肢体功能锻炼', '再次肢体无力', '量血压，查看肢体恢复'])
    await expect(page.locator('.a4')).toContainText(text);
  expect(await printedPages(page)).toBe(1);
});

test('a_bed_that_was_just_taken_is_replaced_by_one_click', async ({ page }) => {
  await openReferrals(page, '/referrals/r-1', { user: 'office', actions: referrals.receiverActions });
  const asked: unknown[] = [];
  await page.route(/\/referrals\/r-1\/actions\/accept$/, (route) => {
    asked.push(route.request().postDataJSON());
    if (asked.length > 1) return route.fulfill({ json: { ...referrals.referral, state: 'reserved', version: 5 } });
    const nextFree = [{ kind: 'bed', id: 'b-2', label: '一病区 2 床', department: '神经内科' }];
    return route.fulfill({ status: 409, json: { title: '该床位已被占用', status: 409, code: 'capacity-taken', nextFree } });
  });
  await page.getByRole('button', { name: '接收', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '接收' });
  await dialog.getByRole('button', { name: '1 床' }).click();
  await dialog.getByRole('button', { name: '接收', exact: true }).click();
  await expect(dialog.getByText('刚被别的转诊占用')).toBeVisible();
  await dialog.getByRole('button', { name: '一病区 2 床' }).click();
  await expect(dialog).toBeHidden();
  expect(asked).toEqual([{ bedId: 'b-1' }, { bedId: 'b-2' }]);
});

test('a_stale_page_says_what_happened_meanwhile_and_keeps_what_was_typed', async ({ page }) => {
  await openReferrals(page, '/referrals/r-1', { user: 'office', actions: referrals.receiverActions });
  await page.route(/\/actions\/requestInfo$/, (route) =>
    route.fulfill({ status: 412, json: { title: '内容已被他人更新', status: 412, code: 'stale-version' } }),
  );
  const newer = {
    version: 5,
    at: new Date().toISOString(),
    type: 'withdrawn',
    actorName: '周禾',
    institutionName: '云岭镇卫生院',
    text: '撤回申请',
  };
  await page.route(/\/referrals\/r-1\/history/, (route) =>
    route.fulfill({ json: { items: [...referrals.history.items, newer], next: null } }),
  );
  await page.getByRole('button', { name: '要求补充资料' }).click();
  const dialog = page.getByRole('dialog', { name: '要求补充资料' });
  await dialog.getByLabel('需要补充什么').fill('请补充心电图');
  await dialog.getByRole('button', { name: '要求补充资料' }).click();
  await expect(dialog.getByText('撤回申请')).toBeVisible();
  await expect(dialog.getByText('提交转诊申请')).toHaveCount(0);
  await expect(dialog.getByLabel('需要补充什么')).toHaveValue('请补充心电图');
});

test('a_live_referral_is_shown_before_the_form_is_written', async ({ page }) => {
  await openReferrals(page, '/referrals/new', { user: 'township' });
  await page.route(/\/referrals\/live\?/, (route) => route.fulfill({ json: { items: [referrals.rows[0]] } }));
  await page.getByRole('button', { name: /李春生/ }).click();
  await page.getByRole('link', { name: '已有转诊，查看进度' }).click();
  await expect(page).toHaveURL(/\/referrals\/r-1$/);
});

const fill = async (page: Page) => {
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).first().click();
  };
  await page.getByRole('button', { name: /李春生/ }).click();
  await choose('接收科室', '神经内科');
  await page.getByRole('radio', { name: /石门县人民医院/ }).check();
  await choose('转诊原因', '超出本机构诊疗能力');
  await page.getByPlaceholder('诊断名称').fill('急性脑梗死');
  await page.getByLabel('初步印象', { exact: true }).fill('急性脑梗死');
  await page.getByLabel('主要现病史（转出原因）', { exact: true }).fill('突发右侧肢体无力 2 小时');
  await page.getByLabel('签署人').fill('李春生');
};

test('without_a_line_the_form_is_kept_and_clearly_not_sent', async ({ page, context }) => {
  await openReferrals(page, '/referrals/new', { user: 'township' });
  await fill(page);
  await context.setOffline(true);
  await page.route(/\/api\/v1\/referrals$/, (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()));
  await expect(page.getByText('离线填写中')).toBeVisible();
  await page.getByRole('button', { name: '提交转诊' }).click();
  await expect(page.getByText('还没有发出')).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByLabel('主要现病史（转出原因）', { exact: true })).toHaveValue('突发右侧肢体无力 2 小时');
  await expect(page.getByRole('radio', { name: /石门县人民医院/ })).toBeChecked();
});

test('whoever_writes_without_a_pause_is_kept_all_the_same', async ({ page }) => {
  await openReferrals(page, '/referrals/new', { user: 'township' });
  const illness = page.getByLabel('主要现病史（转出原因）', { exact: true });
  await illness.pressSequentially('突发右侧肢体无力两小时，伴言语不清，无头痛呕吐，无意识障碍，无抽搐，既往高血压十年', { delay: 60 });
  const kept = await page.evaluate(
    () =>
      new Promise<unknown>((resolve, reject) => {
        const opened = indexedDB.open('telemed');
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction('drafts').objectStore('drafts').getAll();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        };
      }),
  );
  expect(JSON.stringify(kept)).toContain('突发右侧肢体无力');
});

test('an_emergency_marker_offers_the_emergency_lane_and_another_hospital_asks_why', async ({ page }) => {
  await openReferrals(page, '/referrals/new', { user: 'township' });
  const sent: Record<string, unknown>[] = [];
  await page.route(/\/api\/v1\/referrals$/, (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    sent.push(route.request().postDataJSON() as Record<string, unknown>);
    return route.fulfill({ status: 201, json: { id: 'r-1', number: 'ZZ1', state: 'submitted', version: 1 } });
  });
  await fill(page);
  await page.getByText('转诊指征提示').click();
  await page.getByRole('checkbox', { name: /疑似卒中/ }).check();
  await page.getByRole('button', { name: '改为急诊通道' }).click();
  await page.getByRole('radio', { name: /筑城市第一人民医院/ }).check();
  await page.getByLabel('为何不转往优先医院').fill('需要溶栓');
  await page.getByRole('button', { name: '提交转诊' }).click();
  await expect(page).toHaveURL(/\/referrals\/r-1$/);
  expect(sent[0]).toMatchObject({
    lane: 'emergency',
    criteria: ['stroke'],
    to: { institutionId: 'i-city' },
    relationReason: '需要溶栓',
    submit: true,
  });
});

test('the_board_moves_when_the_inbox_rings', async ({ page }) => {
  const hub = await openReferrals(page, '/referral-desk/incoming', { user: 'office' });
  const waiting = page.getByRole('region', { name: '待接收' });
  await expect(waiting.getByText('王小满')).toBeVisible();
  await expect.poll(() => hub.calls.some(({ target }) => target === 'Replay')).toBe(true);
  await page.route(/\/api\/v1\/referrals\?.*stage=waiting/, (route) => route.fulfill({ json: { items: [], next: null } }));
  hub.event('inbox:i-city', 'accepted', { category: 'referral', caseId: 'r-1', number: 'ZZ1', state: 'accepted' });
  await expect(waiting.getByText('王小满')).toHaveCount(0);
});

test('a_notice_about_a_referral_opens_the_referral', async ({ page }) => {
  const hub = await openReferrals(page, '/referral-desk/incoming', { user: 'office' });
  await expect.poll(() => hub.calls.some(({ target }) => target === 'Replay')).toBe(true);
  hub.event('inbox:i-city', 'submitted', { category: 'referral', caseId: 'r-1', number: 'ZZ1', kind: 'up', urgency: 'emergency' });
  const notice = page.locator('.ant-notification-notice');
  await expect(notice).toContainText('收到新的转诊');
  await notice.getByRole('button', { name: '查看' }).click();
  await expect(page).toHaveURL(/\/referrals\/r-1$/);
});

test('arrows_and_enter_open_a_card', async ({ page }) => {
  await openReferrals(page, '/referral-desk/incoming', { user: 'office' });
  await expect(page.getByText('王小满')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/referrals\/r-1$/);
});

test('the_arrivals_desk_takes_one_click', async ({ page }) => {
  await openReferrals(page, '/referral-desk/arrivals', { user: 'office' });
  const seen: string[] = [];
  await page.route(/\/actions\/arrive$/, (route) => {
    seen.push(`${new URL(route.request().url()).pathname} ${route.request().headers()['if-match']}`);
    return route.fulfill({ json: { ...referrals.referral, id: 'r-8', state: 'arrived', version: 5 } });
  });
  await page
    .getByRole('region', { name: '在途' })
    .getByRole('listitem')
    .filter({ hasText: '冉冬冬' })
    .getByRole('button', { name: '登记到达' })
    .click();
  await expect(page.getByText('冉冬冬已登记到达')).toBeVisible();
  expect(seen).toEqual(['/api/v1/referrals/r-8/actions/arrive "4"']);
});

test('a_follow_up_is_recorded_from_its_task', async ({ page }) => {
  await openReferrals(page, '/referrals/r-2', { user: 'township', actions: referrals.followUpActions });
  const sent: unknown[] = [];
  await page.route(/\/actions\/followUp$/, (route) => {
    sent.push(route.request().postDataJSON());
    return route.fulfill({ json: { ...referrals.down, version: 4 } });
  });
  await page.getByRole('region', { name: '随访任务' }).getByRole('button', { name: '记录随访' }).nth(1).click();
  const dialog = page.getByRole('dialog', { name: '记录随访' });
  await dialog.getByLabel('随访情况').fill('血脂正常');
  await dialog.getByRole('button', { name: '记录随访' }).click();
  await expect(dialog).toBeHidden();
  expect(sent[0]).toMatchObject({ taskId: '2', findings: '血脂正常' });
});

for (const path of ['/referral-desk/incoming', '/referral-desk/arrivals', '/referral-desk/capacity', '/referrals/r-1'])
  test(`nothing_hangs_over_at_360_pixels_on_${path.replace(/\W+/g, '_')}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await openReferrals(page, path, { user: 'office', actions: referrals.receiverActions });
    await expect(page.locator('.page, .case').first()).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
