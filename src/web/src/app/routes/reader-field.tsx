import { useLoad, useRosterRings } from '@/features/centre/api/roster';
import '@/features/centre/phrases';
import { PractitionerSelect } from '@/features/directory/components/practitioner-select';
import { translate, translateValue } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';

interface Props {
  readonly id?: string;
  readonly institutionId: string;
  readonly department?: string;
  readonly service: string;
  readonly value?: string[];
  readonly onChange?: (ids: string[]) => void;
}

/** Doctors to assign: those on duty for the service first, then whoever has the least open, each with the figures. */
export function ReaderField({ institutionId, service, ...rest }: Props) {
  const own = useUser().institutionId === institutionId;
  const load = useLoad(institutionId, service, own);
  useRosterRings(own ? institutionId : undefined);
  const standings = new Map(
    (load.data?.items ?? []).map(({ practitionerId, duty, open, byUrgency, breached, signedToday }, rank) => [
      practitionerId,
      {
        // whoever has nothing open ranks with those the list does not name
        rank: duty ? rank : open,
        duty: duty && translateValue('line', duty.line),
        load: [
          `${translate('load.open')} ${open}`,
          byUrgency.emergency > 0 && translate('load.emergency', { count: byUrgency.emergency }),
          breached > 0 && translate('load.breached', { count: breached }),
          `${translate('load.today')} ${signedToday}`,
        ]
          .filter(Boolean)
          .join(' · '),
      },
    ]),
  );
  return <PractitionerSelect institutionId={institutionId} standings={standings} {...rest} />;
}
