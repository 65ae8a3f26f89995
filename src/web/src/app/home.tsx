import { Spin } from 'antd';
import { Navigate } from 'react-router';
import { useCounts } from '@/features/consultations/api/count-consultations';
import { hasRole, useUser } from '@/shared/session/session';

/** The page that a user starts on. */
export function Home() {
  const user = useUser();
  if (hasRole(user, 'office')) return <Navigate to="/desk/incoming" replace />;
  if (hasRole(user, 'physician')) return <PhysicianHome />;
  if (hasRole(user, 'healthAuthority')) return <Navigate to="/board" replace />;
  if (hasRole(user, 'resident')) return <Navigate to="/own" replace />;
  if (hasRole(user, 'auditor')) return <Navigate to="/audit" replace />;
  if (hasRole(user, 'administrator')) return <Navigate to="/admin/accounts" replace />;
  return <Navigate to="/desk/supervised" replace />;
}

/** A doctor whose institution is asked starts among the incoming cases, one who only asks among their own. */
function PhysicianHome() {
  const incoming = useCounts('incoming');
  if (incoming.isPending) return <Spin />;
  const asked = Object.values(incoming.data?.byState ?? {}).some((count) => count > 0);
  return <Navigate to={asked ? '/desk/incoming' : '/desk/outgoing'} replace />;
}
