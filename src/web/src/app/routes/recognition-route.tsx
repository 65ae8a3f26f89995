import { useParams, useSearchParams } from 'react-router';
import { CheckPage } from '@/features/recognition/pages/check-page';
import { ExplanationPage } from '@/features/recognition/pages/explanation-page';
import { OrderPage } from '@/features/recognition/pages/order-page';

export function OrderRoute() {
  const [search] = useSearchParams();
  return <OrderPage patientId={search.get('patient') ?? undefined} />;
}

export function CheckRoute() {
  const { id = '', resultId } = useParams();
  return <CheckPage key={`${id}/${resultId ?? ''}`} id={id} resultId={resultId} />;
}

export function ExplanationRoute() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  // An item's code has a dot in it; in the path the server would take it for a file.
  const code = search.get('code') ?? '';
  return <ExplanationPage key={`${id}/${code}`} id={id} code={code} />;
}
