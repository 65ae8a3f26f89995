import { describe, expect, test } from 'vitest';
import { fieldOfPlace, placeAfter, placeBody } from '@/features/rounds/place-form';

const now = new Date('2026-11-23T02:00:00Z');

describe('an inpatient of a round', () => {
  test('is_sent_as_the_server_names_it', () => {
    expect(
      placeBody(
        {
          patient: { id: 'pt-1', name: '某人' },
          ward: ' 内科二病区 ',
          bed: ' 12 床 ',
          reason: '每日查房',
          complaint: '气促',
          history: '慢阻肺十年',
          diagnosis: '慢阻肺急性加重；呼吸衰竭;',
          consent: { basis: 'written', signedBy: ' 某人 ' },
        },
        now,
      ),
    ).toEqual({
      patientId: 'pt-1',
      ward: '内科二病区',
      bed: '12',
      reason: '每日查房',
      summary: { complaint: '气促', history: '慢阻肺十年', diagnoses: [{ text: '慢阻肺急性加重' }, { text: '呼吸衰竭' }] },
      consent: { basis: 'written', signedBy: '某人', at: '2026-11-23T02:00:00.000Z' },
    });
  });

  test('has_no_consent_that_nobody_signed', () => {
    expect(placeBody({ consent: { basis: 'written' } }, now).consent).toBeNull();
  });

  test('follows_the_one_before_in_ward_and_reason_only', () => {
    expect(placeAfter({ ward: '内科', reason: '查房', bed: '3', consent: { basis: 'guardian', signedBy: '某人' } })).toEqual({
      ward: '内科',
      reason: '查房',
      consent: { basis: 'written' },
    });
  });

  test.each([
    ['places[1].patientId', 'places[1].patient'],
    ['places[0].summary.history', 'places[0].history'],
    ['places[2].summary.diagnoses[0].text', 'places[2].diagnosis'],
    ['places[0].consent', 'places[0].consent.signedBy'],
    ['places[0].consent.signedBy', 'places[0].consent.signedBy'],
    ['invited.department', 'invited.department'],
    ['reason', 'reason'],
  ])('a_fault_of_%s_stands_at_%s', (field, name) => expect(fieldOfPlace(field)).toBe(name));
});
