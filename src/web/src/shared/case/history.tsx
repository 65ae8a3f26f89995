import { Timeline } from 'antd';
import { number, object, optional, page, type Read, text, withDefault } from '@/shared/api/shape';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';

const entry = object({
  version: number,
  at: text,
  type: text,
  actorName: optional(text),
  institutionName: optional(text),
  text: withDefault(text, ''),
});

/** Answer of `GET …/history`. */
export const historyShape = page(entry);

export type HistoryEntry = Read<typeof entry>;

interface Props {
  readonly entries: readonly HistoryEntry[];
  /** Colour of a dot by the kind of entry; blue where none is named. */
  readonly marking: Readonly<Record<string, string>>;
}

/** Everything that happened to a case, newest first, in plain words. */
export function HistoryLine({ entries, marking }: Props) {
  const { tv } = useText();
  return (
    <Timeline
      className="timeline"
      items={[...entries].reverse().map(({ version, type, at, text, actorName, institutionName }) => ({
        key: `${version}-${type}-${at}`,
        color: marking[type] ?? 'blue',
        content: (
          <>
            <div>{text || tv('notice', type)}</div>
            <div className="muted small">
              {formatTime(at)} {[actorName, institutionName].filter(Boolean).join(' · ')}
            </div>
          </>
        ),
      }))}
    />
  );
}
