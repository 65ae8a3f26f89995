import { expect, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import { patients } from './shapes';

test('what_is_typed_to_find_a_patient_stands_in_no_address', async ({ page }) => {
  await new RecordedHub().attach(page);
  await answerFromRecords(page, { user: 'township' });
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
  await page.goto('/new');
  const search = page.getByPlaceholder('姓名或证件号码');
  for (const typed of ['王小', '520103196803030015']) {
    const asked = page.waitForRequest(
      (request) => request.url().endsWith('/api/v1/patients/find') && (request.postData() ?? '').includes(typed),
    );
    await search.fill(typed);
    await asked;
    await expect(page.getByText(patients[0]?.name ?? '').first()).toBeVisible();
    expect(addresses.filter((address) => address.includes(typed))).toEqual([]);
  }
});
