import { type Key, translate, translateValue } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import type { Place, Referral, Row } from './api/shapes';

export type Side = 'from' | 'to' | 'other';

export function sideOf(institutionId: string | undefined, referral: Pick<Referral, 'from' | 'to'>): Side {
  if (institutionId && institutionId === referral.to.institutionId) return 'to';
  return institutionId && institutionId === referral.from.institutionId ? 'from' : 'other';
}

/** `心内科门诊 11-24 09:30`, `内科 3 床`: a slot or bed in words. */
export function placeText(place: Place, words = translateValue): string {
  const label = place.label ?? place.department ?? words('capacityKind', place.kind);
  return place.start ? `${label} ${formatTime(place.start).slice(5)}` : label;
}

/** Tries each key until there is a phrase for it. */
function firstPhrase(keys: readonly string[], values: Record<string, string>): string {
  for (const key of keys) {
    const found = translateValue('plain', key);
    if (found !== key) return translate(`plain.${key}` as Key, values);
  }
  return '';
}

/** What the state means for the reader, in one or two sentences. Somebody who is neither side reads what the sender reads. */
export function plainStatus(referral: Referral, side: Side): string {
  const { state, direction, closedBy, returnedBy } = referral;
  if (closedBy?.text && state !== 'underCare') return translate('plain.closedBy', { text: closedBy.text });
  const seen = side === 'to' ? 'to' : 'from';
  const values = {
    from: referral.from.institutionName,
    to: referral.to.institutionName,
    place: referral.reservation ? placeText(referral.reservation) : '',
  };
  const known = state === 'reserved' && !referral.reservation ? 'accepted' : state === 'redirected' ? 'submitted' : state;
  const status = firstPhrase([...(direction === 'down' ? [`down.${seen}.${known}`] : []), `${seen}.${known}`, known], values);
  const waits = returnedBy && !isEnded(state) ? translate('plain.waitsForReturn', { number: returnedBy.number }) : '';
  return [status, waits].filter(Boolean).join('');
}

const ended: ReadonlySet<string> = new Set(['closed', 'cancelled', 'expired', 'notArrived', 'deceased', 'withdrawn']);

export const isEnded = (state: string) => ended.has(state);

/** The phrase that tells a resident where things stand. */
export function ownPhrase(row: Pick<Row, 'state' | 'direction' | 'reservation'>): Key {
  if (isEnded(row.state)) return 'ownReferral.ended';
  if (row.direction === 'down' && row.state === 'underCare') return 'ownReferral.down.underCare';
  switch (row.state) {
    case 'draft':
      return 'ownReferral.draft';
    case 'accepted':
    case 'reserved':
    case 'cancelRequested':
      return row.reservation ? 'ownReferral.reserved' : 'ownReferral.accepted';
    case 'inTransit':
      return 'ownReferral.moving';
    case 'arrived':
      return 'ownReferral.arrived';
    case 'underCare':
      return 'ownReferral.underCare';
    case 'completed':
      return 'ownReferral.completed';
    case 'declined':
      return 'ownReferral.declined';
    default:
      return 'ownReferral.waiting';
  }
}
