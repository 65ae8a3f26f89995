import { ArrowDownOutlined, ArrowUpOutlined, SwapOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';

const icons = { up: <ArrowUpOutlined />, down: <ArrowDownOutlined />, lateral: <SwapOutlined /> } as const;

/** Up, down or between equals: by arrow and by word. */
export function DirectionMark({ direction }: { readonly direction: string }) {
  const { tv } = useText();
  return (
    <span className={`direction direction-${direction}`}>
      {icons[direction as keyof typeof icons]} {tv('direction', direction)}
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
