import { describe, expect, test } from 'vitest';
import { bytesText, percentOf } from '@/features/imaging/amounts';
import { decode, groupsOf, leadName, measure, paperOf } from '@/features/imaging/ecg';
import { kindsOf } from '@/features/imaging/objects';
import { levelFor, levelsOf, tilesInSight, wholeOf, zoomAt } from '@/features/imaging/slides';

const group = (channels: number, samples: number) => ({
  '54000100': {
    Value: [
      {
        '003A0005': { Value: [channels] },
        '003A0010': { Value: [samples] },
        '003A001A': { Value: [500] },
        '54001004': { Value: [16] },
        '54001006': { Value: ['SS'] },
        '003A0200': {
          Value: [
            { '003A0210': { Value: [2.5] }, '003A0211': { Value: [{ '00080100': { Value: ['uV'] } }] } },
            {
              '003A0210': { Value: [1] },
              '003A0212': { Value: [2] },
              '003A0213': { Value: [1] },
              '003A0211': { Value: [{ '00080100': { Value: ['mV'] } }] },
            },
          ],
        },
      },
    ],
  },
});

describe('tracings', () => {
  test('samples_become_millivolts_by_sensitivity_correction_and_baseline', () => {
    const [found] = groupsOf(group(2, 2));
    const bytes = new ArrayBuffer(8);
    const view = new DataView(bytes);
    [400, 3, -400, -3].forEach((value, n) => {
      view.setInt16(n * 2, value, true);
    });
    if (!found) throw new Error('No group.');
    const [first, second] = decode(bytes, found);
    expect([...(first?.millivolts ?? [])]).toEqual([1, -1]);
    expect([...(second?.millivolts ?? [])]).toEqual([7, -5]);
  });

  test('fewer_bytes_than_announced_give_fewer_samples', () => {
    const [found] = groupsOf(group(2, 1000));
    if (!found) throw new Error('No group.');
    expect(decode(new ArrayBuffer(10), found)[0]?.millivolts.length).toBe(2);
  });

  test('lead_names_are_as_doctors_write_them', () => {
    expect(['Lead aVR (Einthoven)', 'V1', 'lead II'].map(leadName)).toEqual(['aVR', 'V1', 'II']);
  });

  test('three_rows_of_four_pieces_have_lead_two_in_full_below', () => {
    const leads = Array.from({ length: 12 }, (_, n) => ({ name: String(n), millivolts: new Float32Array(5000) }));
    const paper = paperOf(leads, 500, '3x4', 25);
    expect([paper.width, paper.strips.length]).toEqual([250, 13]);
    expect(paper.strips[12]).toMatchObject({ lead: leads[1], from: 0, to: 5000, x: 0 });
    expect(paper.strips[3]).toMatchObject({ from: 1250, to: 2500, x: 62.5 });
    expect(paperOf(leads, 500, '12x1', 50).width).toBe(500);
  });

  test('calipers_give_time_voltage_and_rate', () => {
    expect(measure({ x: 0, y: 10 }, { x: 20, y: 5 }, 25, 10)).toEqual({ milliseconds: 800, millivolts: 0.5, perMinute: 75 });
    expect(measure({ x: 0, y: 0 }, { x: 2.5, y: 0 }, 25, 10).perMinute).toBeUndefined();
  });
});

describe('slides', () => {
  const level = (across: number, more = {}) => ({
    '00080018': { Value: [`1.${across}`] },
    '00280008': { Value: [across * across] },
    '00280010': { Value: [256] },
    '00280011': { Value: [256] },
    '00480006': { Value: [across * 256] },
    '00480007': { Value: [across * 256] },
    ...more,
  });
  const levels = levelsOf([level(16), level(1), level(4), { ...level(2), '00080008': { Value: ['ORIGINAL', 'PRIMARY', 'LABEL'] } }]);

  test('resolutions_are_ordered_and_the_label_is_left_out', () => {
    expect(levels.map(({ width }) => width)).toEqual([256, 1024, 4096]);
  });

  test('the_coarsest_that_is_fine_enough_is_shown', () => {
    expect([0.05, 0.2, 0.5, 3].map((scale) => levelFor(levels, scale)?.width)).toEqual([256, 1024, 4096, 4096]);
    expect(levelFor(levels, 0.05, 2)?.width).toBe(1024);
  });

  test('only_tiles_in_sight_are_fetched_row_by_row', () => {
    const finest = levels[2];
    if (!finest) throw new Error('No level.');
    const seen = tilesInSight(levels, finest, { scale: 1, x: 300, y: 0 }, { width: 500, height: 200 });
    expect(seen.map(({ url }) => url.split('/frames/')[1])).toEqual(['2/rendered', '3/rendered', '4/rendered']);
    expect(seen[0]).toMatchObject({ left: -44, top: 0, width: 256 });
  });

  test('frames_that_say_where_they_lie_are_put_there', () => {
    const place = (x: number, y: number) => ({ '0048021A': { Value: [{ '0048021E': { Value: [x] }, '0048021F': { Value: [y] } }] } });
    const [sparse] = levelsOf([{ ...level(2), '00280008': { Value: [2] }, '52009230': { Value: [place(257, 257), place(1, 257)] } }]);
    expect([...(sparse?.tiles ?? [])]).toEqual([
      ['1,1', 1],
      ['0,1', 2],
    ]);
  });

  test('zooming_keeps_the_point_below_the_pointer', () => {
    const look = wholeOf({ width: 4096, height: 4096 }, { width: 800, height: 400 });
    const near = zoomAt(look, 2, { x: 100, y: 50 }, 0.01);
    expect(near.x + 100 / near.scale).toBeCloseTo(look.x + 100 / look.scale);
  });
});

test('kinds_follow_from_what_is_in_a_study', () => {
  expect(
    kindsOf([
      { '00080016': { Value: ['1.2.840.10008.5.1.4.1.1.104.1'] } },
      { '54000100': { Value: [{}] } },
      { '00080016': { Value: ['1.2.840.10008.5.1.4.1.1.88.11'] } },
      { '00280010': { Value: [512] } },
    ]),
  ).toEqual(['images', 'ecg', 'documents']);
});

test('amounts_are_short_and_never_finished_too_early', () => {
  expect([bytesText(999), bytesText(1_500_000), bytesText(128_000_000)]).toEqual(['999 B', '1.5 MB', '128 MB']);
  expect([percentOf(999, 1000), percentOf(1, 100_000), percentOf(0, 5), percentOf(5, 5), percentOf(0, 0)]).toEqual([99, 1, 0, 100, 0]);
});
