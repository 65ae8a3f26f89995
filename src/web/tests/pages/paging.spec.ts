import { expect, type Page, test } from '@playwright/test';
import { RecognitionServer } from './recognition-server';
import { samples } from './recognition-shapes';
import { openReferrals } from './referral-server';
import { beds, receiverActions } from './referral-shapes';
import { importOf } from './result-shapes';

/** Answers a list in two pages; says with which cursors it was asked. */
async function inTwoPages(page: Page, path: string, first: object[], second: object[]) {
  const cursors: (string | null)[] = [];
  await page.route(new RegExp(`/api/v1${path}\\?`), (route) => {
    const cursor = new URL(route.request().url()).searchParams.get('cursor');
    cursors.push(cursor);
    return route.fulfill({ json: cursor ? { items: second, next: null } : { items: first, next: 'behind-first' } });
  });
  return cursors;
}

test('the_bed_board_counts_the_beds_of_every_page', async ({ page }) => {
  await openReferrals(page, '/referral-desk', { user: 'office' });
  const more = beds.items.map((bed) => ({ ...bed, id: `${bed.id}-more`, label: `1${bed.label}` }));
  const cursors = await inTwoPages(page, '/beds', beds.items, more);
  await page.goto('/referral-desk/capacity');
  await page.getByRole('tab', { name: '床位' }).click();
  await expect(page.getByText('空 4 / 共 6')).toBeVisible();
  expect(cursors).toEqual([null, 'behind-first']);
  await page.screenshot({ path: 'test-results/beds.png', fullPage: true });
});

test('free_beds_of_a_later_page_are_one_click_away', async ({ page }) => {
  await openReferrals(page, '/referral-desk', { user: 'office', actions: receiverActions });
  const cursors = await inTwoPages(page, '/beds', beds.items.slice(0, 1), beds.items.slice(1, 2));
  await page.goto('/referrals/r-1');
  await page.getByRole('button', { name: '接收', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '1 床' })).toBeVisible();
  await expect(dialog.getByRole('button', { name: '2 床' })).toHaveCount(0);
  await dialog.getByRole('button', { name: '加载更多' }).click();
  await dialog.getByRole('button', { name: '2 床' }).click();
  await expect(dialog.getByRole('button', { name: '加载更多' })).toHaveCount(0);
  expect(cursors).toEqual([null, 'behind-first']);
});

test('earlier_imports_and_samples_are_read_on_page_by_page', async ({ page }) => {
  await new RecognitionServer().open(page, '/recognition', 'office');
  await inTwoPages(
    page,
    '/results/imports',
    [{ ...importOf('done'), id: 'imp-2' }],
    [{ ...importOf('done'), id: 'imp-3', rows: 77, startedAt: '2026-01-02T00:00:00Z' }],
  );
  await page.goto('/recognition/import');
  await expect(page.locator('.import-rows > li')).toHaveCount(1);
  await page.getByRole('button', { name: '加载更多' }).click();
  await expect(page.locator('.import-rows > li').nth(1)).toContainText('共 77 行');
  await page.screenshot({ path: 'test-results/imports.png', fullPage: true });
  const [sample] = samples.items;
  const cursors = await inTwoPages(
    page,
    '/recognition/samples',
    [{ ...sample }],
    [{ ...sample, id: 's-2', institutionName: '云岭镇卫生院' }],
  );
  await page.goto('/recognition/admin/samples');
  await expect(page.getByRole('heading', { name: '石门县人民医院' })).toBeVisible();
  await expect(page.getByRole('heading', { name: '云岭镇卫生院' })).toHaveCount(0);
  await page.getByRole('button', { name: '加载更多' }).click();
  await expect(page.getByRole('heading', { name: '云岭镇卫生院' })).toBeVisible();
  await expect(page.getByRole('button', { name: '加载更多' })).toHaveCount(0);
  expect(cursors).toEqual([null, 'behind-first']);
  await page.screenshot({ path: 'test-results/samples.png', fullPage: true });
});
