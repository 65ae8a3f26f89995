import { describe, expect, test } from 'vitest';
import { type Instance, orientationMarks, seriesOf, takesPresets, textOf } from '@/features/imaging/series';

const instance = (series: string, number: number, more: Instance = {}): Instance => ({
  '00080018': { Value: [`${series}.${number}`] },
  '00080060': { Value: ['CT'] },
  '0020000E': { Value: [series] },
  '00200011': { Value: [Number(series)] },
  '00200013': { Value: [number] },
  '00280010': { Value: [512] },
  '00280101': { Value: [12] },
  ...more,
});

describe('images of a study', () => {
  test('they_are_ordered_by_series_and_instance_number_and_frames_follow_each_other', () => {
    const series = seriesOf([instance('2', 10), instance('1', 2, { '00280008': { Value: [3] } }), instance('2', 9), instance('1', 1)]);
    expect(series.map(({ uid }) => uid)).toEqual(['1', '2']);
    expect(series[0]?.images.map(({ sopInstanceUid, frame }) => `${sopInstanceUid}/${frame}`)).toEqual([
      '1.1/1',
      '1.2/1',
      '1.2/2',
      '1.2/3',
    ]);
    expect(series[1]?.images.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(['2.9', '2.10']);
  });

  test('reports_without_pixels_are_left_out', () => {
    expect(seriesOf([instance('1', 1, { '00280010': undefined })])).toEqual([]);
  });

  test('the_chinese_form_of_a_name_is_shown', () => {
    expect(textOf({ '00100010': { Value: [{ Alphabetic: 'LI^CHUNSHENG', Ideographic: '李^春生' }] } }, 'patientName')).toBe('李 春生');
  });

  test('presets_are_for_hounsfield_units_only', () => {
    const kinds = [{}, { '00080060': { Value: ['MR'] } }, { '00280101': { Value: [8] } }];
    expect(kinds.map((more) => seriesOf([instance('1', 1, more)]).map(takesPresets))).toEqual([[true], [false], [false]]);
  });
});

describe('sides of the patient', () => {
  const plane = (...cosines: number[]): Instance => ({ '00200037': { Value: cosines } });

  test('an_axial_image_shows_the_right_side_on_the_left', () => {
    expect(orientationMarks(plane(1, 0, 0, 0, 1, 0), false)).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
  });

  test('a_flipped_image_exchanges_left_and_right_only', () => {
    expect(orientationMarks(plane(1, 0, 0, 0, 1, 0), true)).toEqual({ left: 'L', right: 'R', top: 'A', bottom: 'P' });
  });

  test('sagittal_and_tilted_planes_are_named_by_their_strongest_axes', () => {
    expect(orientationMarks(plane(0, 1, 0, 0, 0, -1), false)).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
    expect(orientationMarks(plane(0.9, 0.43, 0, 0, 0, -1), false)?.right).toBe('LP');
  });

  test('without_a_plane_there_are_no_marks', () => {
    expect(orientationMarks({}, false)).toBeUndefined();
  });
});
