import { describe, expect, test } from 'vitest';
import { type LiveEvent, TopicLog } from '@/shared/live/topic-log';

const event = (seq: number): LiveEvent => ({ topic: 'case:1', seq, type: 'accepted', at: '2026-11-21T00:00:00Z', data: {} });

/** A topic that exists up to `upTo`; `part` is how many events one replay gives. */
function topicOf(upTo: number, part = 500) {
  const asked: number[] = [];
  const delivered: number[] = [];
  const replay = async (_: string, since: number) => {
    asked.push(since);
    return Array.from({ length: Math.max(0, Math.min(part, upTo - since)) }, (_, index) => event(since + index + 1));
  };
  const log = (since?: number) => new TopicLog('case:1', replay, ({ seq }) => delivered.push(seq), since);
  return { asked, delivered, log };
}

describe('events of a topic', () => {
  test('in_order_they_are_delivered_once_and_nothing_is_fetched', async () => {
    const { asked, delivered, log } = topicOf(3);
    const topic = log(0);
    for (const seq of [1, 2, 2, 3, 1]) await topic.accept(event(seq));
    expect(delivered).toEqual([1, 2, 3]);
    expect(asked).toEqual([]);
  });

  test('a_gap_is_filled_before_the_later_event_is_shown', async () => {
    const { asked, delivered, log } = topicOf(5);
    const topic = log(0);
    await topic.accept(event(1));
    await topic.accept(event(5));
    expect(delivered).toEqual([1, 2, 3, 4, 5]);
    expect(asked[0]).toBe(1);
  });

  test('a_bell_without_number_is_delivered_each_time_and_asks_for_nothing', async () => {
    const { asked, delivered, log } = topicOf(0);
    const topic = log(0);
    for (const seq of [0, 0]) await topic.accept(event(seq));
    await topic.catchUp();
    expect(delivered).toEqual([0, 0]);
    expect(asked).toEqual([0]);
  });

  test('out_of_order_they_are_put_in_order', async () => {
    const { delivered, log } = topicOf(0);
    const topic = log(0);
    await Promise.all([topic.accept(event(2)), topic.accept(event(3)), topic.accept(event(1))]);
    expect(delivered).toEqual([1, 2, 3]);
  });

  test('after_a_reconnect_everything_missed_is_replayed_in_as_many_parts_as_it_takes', async () => {
    const { delivered, log } = topicOf(1200, 500);
    await log(1).catchUp();
    expect(delivered).toEqual(Array.from({ length: 1199 }, (_, index) => index + 2));
  });

  test('a_topic_watched_from_now_on_does_not_fetch_its_past', async () => {
    const { asked, delivered, log } = topicOf(40);
    const topic = log();
    topic.startAt(39);
    await topic.accept(event(40));
    expect(delivered).toEqual([40]);
    expect(asked).toEqual([]);
  });

  test('where_the_topic_stood_does_not_undo_what_was_delivered', async () => {
    const { delivered, log } = topicOf(41);
    const topic = log();
    await topic.accept(event(41));
    topic.startAt(40);
    await topic.accept(event(41));
    expect(delivered).toEqual([41]);
  });

  test('a_failed_replay_is_tried_again_with_the_next_event', async () => {
    let down = true;
    const delivered: number[] = [];
    const replay = async (_: string, since: number) => {
      if (down) throw new Error('The line is down.');
      return [1, 2, 3].filter((seq) => seq > since).map(event);
    };
    const topic = new TopicLog('case:1', replay, ({ seq }) => delivered.push(seq), 0);
    await expect(topic.accept(event(2))).rejects.toThrow();
    down = false;
    await topic.accept(event(3));
    expect(delivered).toEqual([1, 2, 3]);
  });
});
