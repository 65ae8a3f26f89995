import { describe, expect, test } from 'vitest';
import type { Flow } from '@/features/indicators/api/shapes';
import { biggest, byArea, flowGraph } from '@/features/indicators/flow-graph';

const way = (from: string, fromTier: string, to: string, toTier: string, n: number, area = '520181'): Flow => ({
  from,
  fromName: from,
  fromTier,
  fromArea: area,
  to,
  toName: to,
  toTier,
  toArea: area,
  direction: 'up',
  n,
  reasons: [{ code: 'r', text: '原因', n }],
});

const depths = (flows: Flow[], direction = 'up') => {
  const { nodes, links } = flowGraph(flows, direction);
  const depth = (id: string) => nodes.find((node) => node.id === id)?.depth ?? -1;
  return links.map(({ source, target }) => [depth(source), depth(target)]);
};

describe('the flow map', () => {
  test('columns_are_the_tiers_that_occur_and_turn_round_for_the_way_down', () => {
    const flows = [way('镇', 'township', '县', 'county', 3), way('县', 'county', '市', 'city', 2)];
    expect(flowGraph(flows, 'up').columns).toEqual(['township', 'county', 'city']);
    expect(
      flowGraph(
        flows.map((flow) => ({ ...flow, from: flow.to, to: flow.from })),
        'down',
      ).columns,
    ).toEqual(['city', 'county', 'township']);
    expect(depths(flows)).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  test('a_circle_between_equals_is_opened', () => {
    const flows = [way('甲', 'county', '乙', 'county', 1), way('乙', 'county', '甲', 'county', 1)];
    expect(depths(flows).every(([from = 0, to = 0]) => to > from)).toBe(true);
    expect(flowGraph(flows, 'up').nodes).toHaveLength(4);
  });

  test('a_way_against_the_direction_still_runs_to_the_right', () => {
    const flows = [way('镇', 'township', '市', 'city', 3), way('市', 'city', '镇', 'township', 1)];
    expect(depths(flows).every(([from = 0, to = 0]) => to > from)).toBe(true);
  });

  test('places_without_a_tier_are_drawn_too', () => {
    const flows = [{ ...way('甲', '', '乙', '', 1), fromTier: undefined, toTier: undefined }];
    expect(depths(flows)).toEqual([[0, 1]]);
  });

  test('areas_add_up_cases_and_reasons', () => {
    const flows = [way('镇1', 'township', '县', 'county', 3), way('镇2', 'township', '县', 'county', 4)];
    const [joined, ...others] = byArea(flows, (code, tier) => `${code} ${tier}`);
    expect(others).toEqual([]);
    expect(joined).toMatchObject({ n: 7, fromName: '520181 township', reasons: [{ code: 'r', n: 7 }] });
  });

  test('what_is_not_drawn_is_counted', () => {
    const { shown, left } = biggest(
      [way('a', 'county', 'b', 'city', 1), way('c', 'county', 'd', 'city', 9), way('e', 'county', 'f', 'city', 2)],
      1,
    );
    expect([shown.map(({ n }) => n), left]).toEqual([[9], 3]);
  });
});
