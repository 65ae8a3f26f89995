import { Alert, Button } from 'antd';
import { Link } from 'react-router';
import type { ApiProblem } from '@/shared/api/problem';
import { list, object, optional, type Read, text } from '@/shared/api/shape';
import { sentences, useText } from '@/shared/i18n/i18n';
import { RelationTag } from './marks';

const alternative = object({ institutionId: text, name: text, relation: optional(text) });

export type Alternative = Read<typeof alternative>;

/** Receivers that the rules would allow instead, when the server names them. */
export function alternativesOf(problem: ApiProblem): Alternative[] {
  try {
    return list(alternative).read(problem.extensions.alternatives ?? [], 'alternatives');
  } catch {
    return [];
  }
}

export interface Failure {
  readonly title: string;
  readonly details: readonly string[];
  /** The live referral that makes this one a duplicate. */
  readonly existingId?: string;
  readonly alternatives: readonly Alternative[];
}

/** Why a referral was not taken, and the way on. */
export function FormFailure({ failure, onAlternative }: { readonly failure: Failure; readonly onAlternative: (to: Alternative) => void }) {
  const { t } = useText();
  const { title, details, existingId, alternatives } = failure;
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        (details.length > 0 || alternatives.length > 0) && (
          <>
            {sentences(details)}
            {alternatives.length > 0 && (
              <div className="alternatives">
                {t('form.alternatives')}
                {alternatives.map((each) => (
                  <Button key={each.institutionId} size="small" onClick={() => onAlternative(each)}>
                    {each.name} <RelationTag relation={each.relation} />
                  </Button>
                ))}
              </div>
            )}
          </>
        )
      }
      action={existingId && <Link to={`/referrals/${encodeURIComponent(existingId)}`}>{t('form.track')}</Link>}
    />
  );
}
