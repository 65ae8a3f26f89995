import { expect, type Page, test } from '@playwright/test';
import { bed, roundServer } from './round-server';

const widths = [1280, 360] as const;

/** English, with data in Latin letters: whatever Chinese is left on the screen is a phrase of the page. */
async function open(
  page: Page,
  width: number,
  path: string,
  from: Parameters<typeof roundServer>[2] = {},
  user: Parameters<typeof roundServer>[1] = 'township',
) {
  await page.setViewportSize({ width, height: 800 });
  await page.addInitScript(() => {
    localStorage.setItem('telemed.language', 'en');
    const ask = window.fetch.bind(window);
    window.fetch = async (...asked) => {
      const answer = await ask(...asked);
      const text = await answer.clone().text();
      return [204, 304].includes(answer.status)
        ? answer
        : new Response(text.replace(/[\u3000-\u9fff\uff00-\uffef]+/g, 'Data'), { status: answer.status, headers: answer.headers });
    };
  });
  const server = await roundServer(page, user, from);
  await page.goto(path);
  return server;
}

async function looksWell(page: Page, width: number, name: string) {
  await page.screenshot({ path: `test-results/english-${name}-${width}.png`, fullPage: true });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
  expect(await page.evaluate(() => document.body.innerText.match(/[\u3000-\u9fff\uff00-\uffef]+/g)), name).toBeNull();
}

for (const width of widths)
  test(`rounds_in_english_at_${width}_pixels_keep_within_the_window_and_have_no_chinese_left`, async ({ page }) => {
    await open(page, width, '/rounds');
    await expect(page.getByRole('link', { name: '2026-11-24 09:00' })).toBeVisible();
    await looksWell(page, width, 'list');
    await page.goto('/rounds/new');
    await expect(page.getByRole('heading', { name: 'Plan a ward round' })).toBeVisible();
    await page.getByRole('button', { name: 'Send the plan' }).click();
    await expect(page.getByText('Required').first()).toBeVisible();
    await looksWell(page, width, 'plan');

    await page.goto('/rounds/R1');
    await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible();
    await looksWell(page, width, 'planned');
    await page.getByRole('button', { name: 'Cancel the round' }).click();
    await expect(page.getByRole('dialog').getByLabel('Reason')).toBeVisible();
    await looksWell(page, width, 'cancel');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a patient' }).click();
    await expect(page.getByRole('dialog').getByLabel('Bed')).toBeVisible();
    await looksWell(page, width, 'add');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();

    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByRole('button', { name: 'Next patient' })).toBeVisible();
    await looksWell(page, width, 'underway');
    await page.getByRole('button', { name: 'History' }).click();
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(4);
    await looksWell(page, width, 'history');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'End the round' }).click();
    await page.getByLabel('One reason for all').fill('Away');
    await looksWell(page, width, 'end');
    await page.getByRole('dialog').getByRole('button', { name: 'End the round' }).click();
    await expect(page.getByText('Finished')).toBeVisible();
    await looksWell(page, width, 'done');
  });

for (const width of widths)
  test(`a_round_is_given_back_in_english_at_${width}_pixels`, async ({ page }) => {
    await open(page, width, '/rounds', {}, 'specialist');
    await expect(page.getByRole('button', { name: 'Give back the round CF202611230001' })).toBeVisible();
    await looksWell(page, width, 'asked');
    await page.goto('/rounds/R1');
    await page.getByRole('button', { name: 'Give back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Clash of times, to be planned anew' }).click();
    await looksWell(page, width, 'give-back');
    await page.getByRole('dialog').getByRole('button', { name: 'Give back' }).click();
    await expect(page.getByText('Given back, to be taken again: Clash of times, to be planned anew')).toBeVisible();
    await looksWell(page, width, 'given-back');
    await page.goto('/rounds');
    await expect(page.getByText('Not taken yet')).toBeVisible();
    await looksWell(page, width, 'given-back-list');
  });

test('forty_beds_are_one_stop_of_the_tab_key_and_arrows_walk_them', async ({ page }) => {
  await open(page, 1280, '/rounds/R1', {
    places: Array.from({ length: 40 }, (_, at) => bed(at + 1, 'X', { caseId: `c-${(at % 3) + 1}${'0'.repeat(Math.floor(at / 3))}` })),
  });
  const beds = page.getByRole('list', { name: 'Patients of the round' }).locator('.round-bed');
  await expect(beds).toHaveCount(40);
  await beds.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(beds.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(beds.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Bed 2 earlier' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('.round-beds'))).toBeNull();
  await page.screenshot({ path: 'test-results/english-forty.png' });
});

test('the_plan_is_filled_in_from_top_to_bottom_by_the_tab_key_and_a_new_patient_has_the_focus', async ({ page }) => {
  await open(page, 1280, '/rounds/new');
  const place = page.getByRole('region', { name: 'Patient 1' });
  await place.getByLabel('Ward').focus();
  for (const label of ['Bed', 'Reason', 'Diagnosis', 'Complaint', 'History and present treatment', 'Consent', 'Consent signed by']) {
    await page.keyboard.press('Tab');
    await expect(place.getByLabel(label, { exact: true }), label).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'One more patient' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Patient 2' }).getByRole('textbox').first()).toBeFocused();
});
