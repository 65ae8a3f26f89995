import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UploadQueue } from '@/features/imaging/upload-queue';
import { ApiProblem } from '@/shared/api/problem';
import { all } from '@/shared/drafts/database';

const ct = readFileSync(join(import.meta.dirname, '../../../../tests/fixtures/dicom/CT_small.dcm'));
const dicom = (name: string) => new File([ct], name);
const states = (queue: UploadQueue) => queue.items().map(({ state }) => state);

describe('files on their way', () => {
  test('a_file_that_arrived_is_no_longer_kept_on_the_machine', async () => {
    const queue = new UploadQueue('anna', async (_, progress) => progress(1));
    await queue.add([dicom('a.dcm')]);
    expect(states(queue)).toEqual(['done']);
    expect(queue.items()[0]?.header?.modality).toBe('CT');
    expect(await all('uploads', 'anna')).toEqual([]);
  });

  test('a_cut_line_keeps_the_file_and_another_visit_sends_it', async () => {
    const cut = new UploadQueue('ben', async () => {
      throw new ApiProblem(0, 'unreachable', '连不上服务器');
    });
    await cut.add([dicom('a.dcm')]);
    expect(states(cut)).toEqual(['failed']);
    let sent = 0;
    const later = new UploadQueue('ben', async () => {
      sent++;
    });
    await later.resume();
    expect(states(later)).toEqual(['done']);
    expect(sent).toBe(1);
  });

  test('what_is_no_dicom_file_is_never_sent', async () => {
    const queue = new UploadQueue('cleo', async () => expect.unreachable('sent'));
    await queue.add([new File(['not an image'], 'letter.txt')]);
    expect(states(queue)).toEqual(['refused']);
  });

  test('the_same_instance_chosen_twice_is_sent_once', async () => {
    let sent = 0;
    const queue = new UploadQueue('dora', async () => {
      sent++;
    });
    await queue.add([dicom('a.dcm'), dicom('copy-of-a.dcm')]);
    expect(sent).toBe(1);
  });

  test('a_file_that_the_server_refuses_does_not_come_back', async () => {
    const queue = new UploadQueue('eve', async () => {
      throw new ApiProblem(409, 'quarantined', '已隔离');
    });
    await queue.add([dicom('a.dcm')]);
    expect(states(queue)).toEqual(['refused']);
    expect(await all('uploads', 'eve')).toEqual([]);
  });
});
