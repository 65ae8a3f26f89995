import { CentrePage } from '@/features/centre/pages/centre-page';
import { DoctorSelect } from '@/features/directory/components/doctor-select';

interface Props {
  readonly id?: string;
  readonly institutionId: string | undefined;
  readonly disabled?: boolean;
  readonly value?: string;
  readonly onChange?: (id: string) => void;
}

function PersonField({ institutionId = '', onChange, ...rest }: Props) {
  return <DoctorSelect institutionId={institutionId} onChange={(id) => onChange?.(id ?? '')} {...rest} />;
}

export function CentreRoute() {
  return <CentrePage PersonField={PersonField} />;
}
