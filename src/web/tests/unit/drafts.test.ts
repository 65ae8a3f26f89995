import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { ApiProblem } from '@/shared/api/problem';
import { all, wipe } from '@/shared/drafts/database';
import { dropDraft, loadDraft, saveDraft } from '@/shared/drafts/draft';
import { enqueue, flush, type Waiting, waitingOf } from '@/shared/drafts/outbox';

const now = new Date('2026-11-21T04:00:00Z');
const name = (owner: string) => ({ owner, form: 'request', version: 1 });
const request = (key: string, owner = 'anna', minute = 0): Waiting => ({
  key,
  owner,
  path: '/api/v1/consultations',
  body: { reason: key },
  createdAt: new Date(now.getTime() + minute * 60_000).toISOString(),
});

beforeEach(async () => {
  for (const owner of ['anna', 'ben']) await wipe(owner);
});

describe('drafts', () => {
  test('a_draft_comes_back_as_it_was_saved_and_is_gone_when_dropped', async () => {
    await saveDraft(name('anna'), { reason: '胸痛' }, now);
    expect(await loadDraft(name('anna'))).toMatchObject({ value: { reason: '胸痛' }, savedAt: now.toISOString() });
    await dropDraft(name('anna'));
    expect(await loadDraft(name('anna'))).toBeUndefined();
  });

  test('another_user_of_the_same_machine_sees_nothing_of_it', async () => {
    await saveDraft(name('anna'), { reason: '胸痛' }, now);
    expect(await loadDraft(name('ben'))).toBeUndefined();
  });

  test('a_new_version_of_the_form_does_not_read_the_old_ones_fields', async () => {
    await saveDraft(name('anna'), { reason: '胸痛' }, now);
    expect(await loadDraft({ ...name('anna'), version: 2 })).toBeUndefined();
  });

  test('signing_out_deletes_everything_of_that_user_and_nothing_of_another', async () => {
    await saveDraft(name('anna'), {}, now);
    await enqueue(request('k1'));
    await saveDraft(name('ben'), {}, now);
    await wipe('anna');
    expect(await all('drafts', 'anna')).toEqual([]);
    expect(await all('outbox', 'anna')).toEqual([]);
    expect(await all('drafts', 'ben')).toHaveLength(1);
  });
});

describe('requests waiting for the line', () => {
  test('they_go_out_oldest_first_with_the_key_they_were_written_with', async () => {
    await enqueue(request('late', 'anna', 5));
    await enqueue(request('early', 'anna', 1));
    const sent: string[] = [];
    expect(await flush('anna', async ({ key }) => void sent.push(key))).toBe(2);
    expect(sent).toEqual(['early', 'late']);
    expect(await waitingOf('anna')).toEqual([]);
  });

  test('without_a_line_they_stay_and_the_rest_is_not_tried', async () => {
    await enqueue(request('a', 'anna', 1));
    await enqueue(request('b', 'anna', 2));
    const tried: string[] = [];
    const sent = await flush('anna', async ({ key }) => {
      tried.push(key);
      throw new ApiProblem(0, 'unreachable', '连不上');
    });
    expect(sent).toBe(0);
    expect(tried).toEqual(['a']);
    expect(await waitingOf('anna')).toHaveLength(2);
  });

  test('a_refused_one_waits_for_the_user_and_does_not_hold_up_the_others', async () => {
    await enqueue(request('bad', 'anna', 1));
    await enqueue(request('good', 'anna', 2));
    const send = async ({ key }: Waiting) => {
      if (key === 'bad') throw new ApiProblem(400, 'invalid-input', '内容有误');
    };
    expect(await flush('anna', send)).toBe(1);
    expect(await waitingOf('anna')).toMatchObject([{ key: 'bad', refused: '内容有误' }]);
    expect(await flush('anna', send)).toBe(0);
  });

  test('an_ended_session_refuses_nothing', async () => {
    await enqueue(request('a'));
    await flush('anna', async () => {
      throw new ApiProblem(401, 'unauthorized', '请登录');
    });
    expect((await waitingOf('anna'))[0]?.refused).toBeUndefined();
  });

  test('nothing_of_another_user_is_sent', async () => {
    await enqueue(request('of-ben', 'ben'));
    expect(await flush('anna', async () => {})).toBe(0);
    expect(await waitingOf('ben')).toHaveLength(1);
  });
});
