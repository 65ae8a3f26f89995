import { CopyOutlined, LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { App, Button, Popconfirm } from 'antd';
import { type ComponentType, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { addDays, weekdayOf, weekFrom } from '@/shared/time/days';
import { DayChips } from '@/shared/ui/day-chips';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { type Shift, useCopyWeek, useShifts } from '../api/roster';
import { mondayOf, type PersonRow, rowsOf } from '../week';
import { type PersonFieldProps, ShiftDialog, type ShiftDraft } from './shift-dialog';
import { ShiftTag } from './shift-tag';

interface Props {
  readonly institutionId: string | undefined;
  readonly mayKeep: boolean;
  readonly PersonField: ComponentType<PersonFieldProps>;
}

/** A week of duty: one line for each person, one column for each day; on a narrow screen one day at a time. */
export function WeekRoster({ institutionId, mayKeep, PersonField }: Props) {
  const { t, tv } = useText();
  const wide = useWide(800);
  const today = formatDay(new Date().toISOString());
  const [monday, setMonday] = useState(mondayOf(today));
  const [picked, setPicked] = useState(today);
  const [draft, setDraft] = useState<ShiftDraft>();
  const query = useShifts(institutionId, monday, addDays(monday, 6));
  const week = weekFrom(monday);
  const days = wide ? week : week.filter((day) => day === picked);
  const rows = rowsOf(query.data?.items ?? []).filter(({ byDay }) => days.some((day) => byDay.has(day)));
  const go = (to: string) => {
    setMonday(mondayOf(to));
    setPicked(to);
  };
  return (
    <>
      <div className="filters">
        <Button icon={<LeftOutlined />} aria-label={t('centre.prevWeek')} onClick={() => go(addDays(monday, -7))} />
        <Button onClick={() => go(today)}>{t('centre.thisWeek')}</Button>
        <Button icon={<RightOutlined />} aria-label={t('centre.nextWeek')} onClick={() => go(addDays(monday, 7))} />
        <b>
          {monday} – {addDays(monday, 6).slice(5)}
        </b>
        {mayKeep && (
          <span className="push keep">
            <CopyButton institutionId={institutionId} monday={monday} disabled={rows.length === 0} onCopied={go} />
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDraft({ days: [wide ? today : picked] })}>
              {t('centre.add')}
            </Button>
          </span>
        )}
      </div>
      {!wide && <DayChips days={week} picked={picked} onPick={setPicked} />}
      <LoadState query={query} empty={rows.length === 0} emptyText={t(wide ? 'centre.empty' : 'centre.emptyDay')}>
        <table className="roster">
          <thead>
            <tr>
              <th scope="col">{t('centre.person')}</th>
              {days.map((day) => (
                <th key={day} scope="col" className={day === today ? 'today' : ''}>
                  {tv('weekday', String(weekdayOf(day)))} <small>{day.slice(5)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  {row.name}
                  {row.department && <small className="muted">{row.department}</small>}
                </th>
                {days.map((day) => (
                  <td key={day}>
                    <DayCell
                      row={row}
                      day={day}
                      onAdd={mayKeep && day >= today ? setDraft : undefined}
                      onOpen={mayKeep ? setDraft : undefined}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </LoadState>
      {draft && (
        <ShiftDialog
          institutionId={institutionId}
          draft={draft}
          monday={monday}
          PersonField={PersonField}
          onClose={() => setDraft(undefined)}
        />
      )}
    </>
  );
}

interface CellProps {
  readonly row: PersonRow;
  readonly day: string;
  readonly onAdd?: (draft: ShiftDraft) => void;
  readonly onOpen?: (draft: ShiftDraft) => void;
}

function DayCell({ row, day, onAdd, onOpen }: CellProps) {
  const { t } = useText();
  const open = onOpen && ((shift: Shift) => onOpen({ shift, days: [shift.day] }));
  return (
    <div className="day-shifts">
      {(row.byDay.get(day) ?? []).map((shift) => (
        <ShiftTag key={shift.id} shift={shift} onOpen={shift.over ? undefined : open} />
      ))}
      {onAdd && (
        <Button
          size="small"
          type="text"
          className="add-here"
          icon={<PlusOutlined />}
          aria-label={t('centre.addFor', { name: row.name, day })}
          onClick={() => onAdd({ practitionerId: row.id, like: [...row.byDay.values()][0]?.[0], days: [day] })}
        />
      )}
    </div>
  );
}

interface CopyProps {
  readonly institutionId: string | undefined;
  readonly monday: string;
  readonly disabled: boolean;
  readonly onCopied: (monday: string) => void;
}

function CopyButton({ institutionId, monday, disabled, onCopied }: CopyProps) {
  const { t, language } = useText();
  const { message, modal } = App.useApp();
  const copy = useCopyWeek(institutionId);
  const next = addDays(monday, 7);
  const run = async () => {
    try {
      const { shifts, left } = await copy.mutateAsync(monday);
      void message.success(t('centre.copied', { count: shifts.length }));
      onCopied(next);
      if (left.length > 0)
        modal.warning({
          title: t('centre.left'),
          content: (
            <ul>
              {left.map(({ practitioner, day, from, to, text, textEn }) => (
                <li key={`${practitioner.id}${day}${from}`}>
                  {practitioner.name} {day} {from}–{to}: {language === 'en' ? textEn : text}
                </li>
              ))}
            </ul>
          ),
        });
    } catch (error) {
      void message.error(problemText(error));
    }
  };
  return (
    <Popconfirm title={t('centre.copySure', { from: monday, to: next })} okText={t('centre.copy')} onConfirm={run} disabled={disabled}>
      <Button icon={<CopyOutlined />} loading={copy.isPending} disabled={disabled}>
        {t('centre.copy')}
      </Button>
    </Popconfirm>
  );
}
