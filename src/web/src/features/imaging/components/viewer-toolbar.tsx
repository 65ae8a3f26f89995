import {
  BgColorsOutlined,
  ColumnHeightOutlined,
  DragOutlined,
  FullscreenOutlined,
  LineOutlined,
  SwapOutlined,
  TeamOutlined,
  UndoOutlined,
  ZoomInOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { type Key, useText } from '@/shared/i18n/i18n';
import type { ToolName } from '../cornerstone';

interface Preset {
  readonly label: Key;
  readonly width: number;
  readonly centre: number;
}

/** Window width and centre in Hounsfield units, in the order of keys 1 to 5. */
export const presets: readonly Preset[] = [
  { label: 'viewer.soft', width: 400, centre: 40 },
  { label: 'viewer.lung', width: 1500, centre: -600 },
  { label: 'viewer.liver', width: 150, centre: 90 },
  { label: 'viewer.bone', width: 2500, centre: 480 },
  { label: 'viewer.brain', width: 80, centre: 40 },
];

const choices: readonly { readonly tool: ToolName; readonly label: Key; readonly icon: ReactNode }[] = [
  { tool: 'WindowLevel', label: 'viewer.window', icon: <BgColorsOutlined /> },
  { tool: 'Zoom', label: 'viewer.zoom', icon: <ZoomInOutlined /> },
  { tool: 'Pan', label: 'viewer.pan', icon: <DragOutlined /> },
  { tool: 'StackScroll', label: 'viewer.scroll', icon: <ColumnHeightOutlined /> },
  { tool: 'Length', label: 'viewer.length', icon: <LineOutlined /> },
];

interface Props {
  readonly tool: ToolName;
  readonly inverted: boolean;
  readonly flipped: boolean;
  readonly usesPresets: boolean;
  readonly onTool: (tool: ToolName) => void;
  readonly onPreset: (index: number) => void;
  readonly onInvert: () => void;
  readonly onFlip: () => void;
  readonly onReset: () => void;
  readonly onFull: () => void;
  /** Shows the images to the others in the room; undefined while nobody else is there. */
  readonly onShow?: () => void;
  readonly showing: boolean;
}

export function ViewerToolbar(props: Props) {
  const { t } = useText();
  const button = (label: Key, icon: ReactNode, onClick: () => void, pressed?: boolean) => (
    <Button
      key={label}
      size="small"
      type={pressed ? 'primary' : 'text'}
      icon={icon}
      title={t(label)}
      aria-label={t(label)}
      aria-pressed={pressed}
      onClick={onClick}
    />
  );
  return (
    <div className="viewer-toolbar" role="toolbar" aria-label={t('case.images')}>
      {choices.map(({ tool, label, icon }) => button(label, icon, () => props.onTool(tool), props.tool === tool))}
      <span className="gap" />
      {button('viewer.invert', <BgColorsOutlined rotate={180} />, props.onInvert, props.inverted)}
      {button('viewer.flip', <SwapOutlined />, props.onFlip, props.flipped)}
      {button('viewer.reset', <UndoOutlined />, props.onReset)}
      {button('viewer.full', <FullscreenOutlined />, props.onFull)}
      {props.onShow && button('viewer.show', <TeamOutlined />, props.onShow, props.showing)}
      {props.usesPresets && (
        <>
          <span className="gap" />
          {presets.map(({ label, width, centre }, index) => (
            <Button key={label} size="small" type="text" title={`${width} / ${centre}`} onClick={() => props.onPreset(index)}>
              {index + 1} {t(label)}
            </Button>
          ))}
        </>
      )}
    </div>
  );
}
