import { beforeEach, describe, expect, test } from 'vitest';
import { switchLanguage } from '@/shared/i18n/i18n';
import { formatShort, formatTime, remaining, spanText } from '@/shared/time/clinic-time';

const now = new Date('2026-11-21T04:00:00Z');
const dueIn = (minutes: number) => remaining(new Date(now.getTime() + minutes * 60_000).toISOString(), now);

describe('times on the page', () => {
  beforeEach(() => switchLanguage('zh'));

  test('times_are_those_of_shanghai_whatever_the_machine_says', () => {
    expect(formatTime('2026-11-20T16:30:00Z')).toBe('2026-11-21 00:30');
    expect(formatTime('2026-12-31T17:00:00+00:00')).toBe('2027-01-01 01:00');
  });

  test('today_shows_the_hour_and_other_days_the_date', () => {
    expect(formatShort('2026-11-21T01:05:00Z', now)).toBe('09:05');
    expect(formatShort('2026-11-19T01:05:00Z', now)).toBe('11-19 09:05');
    expect(formatShort('2025-11-19T01:05:00Z', now)).toBe('2025-11-19 09:05');
  });

  test('a_clock_counts_down_turns_urgent_and_then_counts_up', () => {
    expect(dueIn(26 * 60)).toEqual({ tone: 'calm', text: '剩 1 天 2 小时' });
    expect(dueIn(95)).toEqual({ tone: 'calm', text: '剩 1 小时 35 分钟' });
    expect(dueIn(31).tone).toBe('calm');
    expect(dueIn(30)).toEqual({ tone: 'soon', text: '剩 30 分钟' });
    expect(dueIn(-24)).toEqual({ tone: 'late', text: '超时 24 分钟' });
  });

  test('less_than_a_minute_never_reads_as_nothing', () => {
    expect(spanText(1_000)).toBe('1 分钟');
    expect(dueIn(-0.1)).toEqual({ tone: 'late', text: '超时 1 分钟' });
  });

  test('english_has_its_own_words', () => {
    switchLanguage('en');
    expect(dueIn(95).text).toBe('1 h 35 min left');
  });
});
