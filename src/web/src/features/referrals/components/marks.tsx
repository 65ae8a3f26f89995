import { ArrowDownOutlined, ArrowUpOutlined, SwapOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';

const icons = { up: <ArrowUpOutlined />, down: <ArrowDownOutlined />, lateral: <SwapOutlined /> } as const;

/** Up, down or between equals: by arrow and by word; bare, the word stands in the arrow's title. */
export function DirectionMark({ direction, bare }: { readonly direction: string; readonly bare?: boolean }) {
  const { tv } = useText();
  return (
    <span className={`direction direction-${direction}`} title={bare ? tv('direction', direction) : undefined}>
      {icons[direction as keyof typeof icons]} {!bare && tv('direction', direction)}
    </span>
  );
}

export function RelationTag({ relation }: { readonly relation: string | undefined }) {
  const { tv } = useText();
  if (!relation) return null;
  return (
    <Tag color={relation === 'alliance' ? 'blue' : relation === 'county' ? 'cyan' : 'default'} className="tag">
      {tv('referralRelation', relation)}
    </Tag>
  );
}
