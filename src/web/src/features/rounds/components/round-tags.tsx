import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';

const roundColours: Readonly<Record<string, string>> = { planned: 'blue', underway: 'processing', finished: 'green' };
const placeColours: Readonly<Record<string, string>> = { beingSeen: 'processing', noteDue: 'gold', seen: 'green', gone: 'red' };

export function RoundTag({ state }: { readonly state: string }) {
  const { tv } = useText();
  return (
    <Tag color={roundColours[state] ?? 'default'} className="tag">
      {tv('roundState', state)}
    </Tag>
  );
}

export function PlaceTag({ state }: { readonly state: string }) {
  const { tv } = useText();
  return (
    <Tag color={placeColours[state] ?? 'default'} className="tag">
      {tv('placeState', state)}
    </Tag>
  );
}
