import { App, Button, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { bytesText } from '../amounts';
import { type KeptDestination, useAllDestinations, useEcho, useInstitutionNames, useKeepDestination } from '../api/routing';
import { type Link, useLinks } from '../api/sends';
import { DestinationDialog } from './destination-dialog';
import { RemoveDestinationDialog } from './remove-destination-dialog';

const colours: Record<string, string> = { up: 'success', down: 'red', unknown: 'default' };

/** Where images can go, how the way there is, and what its keeper may do about it. */
export function DestinationList() {
  const { t } = useText();
  const query = useAllDestinations();
  const links = useLinks();
  const [editing, setEditing] = useState<KeptDestination>();
  const [removing, setRemoving] = useState<KeptDestination>();
  const all = query.data?.items ?? [];
  return (
    <LoadState query={query} empty={all.length === 0} emptyText={t('routing.noDestinations')}>
      <ul className="way-list">
        {all.map((one) => (
          <Destination
            key={one.id}
            one={one}
            link={links.data?.items.find(({ destination }) => destination === one.id)}
            onEdit={() => setEditing(one)}
            onRemove={() => setRemoving(one)}
          />
        ))}
      </ul>
      {editing && <DestinationDialog destination={editing} known={all} onClose={() => setEditing(undefined)} />}
      {removing && <RemoveDestinationDialog destination={removing} onClose={() => setRemoving(undefined)} />}
    </LoadState>
  );
}

interface Props {
  readonly one: KeptDestination;
  readonly link: Link | undefined;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Destination({ one, link, onEdit, onRemove }: Props) {
  const { t, tv, language } = useText();
  const institutions = useInstitutionNames();
  const echo = useEcho();
  const { name } = one;
  // Its address is told to those alone who may change it.
  const isMine = one.host !== undefined || (one.kind === 'platform' && one.tls !== undefined);
  const said = echo.data?.fault ?? (link?.state === 'down' ? link.lastError : undefined);
  const line = [
    link?.rttMs !== undefined && `${Math.round(link.rttMs)} ms`,
    link?.bytesPerSecond !== undefined && `${bytesText(link.bytesPerSecond)}/s`,
    !!link?.failures && t('routing.failures', { count: link.failures }),
    one.connections !== undefined && t('routing.manyConnections', { count: one.connections }),
    one.maxBytesPerSecond !== undefined && t('routing.limited', { rate: bytesText(one.maxBytesPerSecond) }),
    one.prefetch && t('routing.prefetches'),
  ].filter((part): part is string => !!part);
  const address =
    one.kind === 'dimse' ? `${one.aeTitle ?? ''}${one.host ? `@${one.host}:${one.port}` : ''}${one.tls ? ' · TLS' : ''}` : (one.peer ?? '');
  return (
    <li className={one.paused ? 'off' : ''} aria-label={name}>
      <div className="way-text">
        <h3>
          {name}
          {one.paused && <Tag color="warning">{t('routing.held')}</Tag>}
          <Tag color={colours[link?.state ?? 'unknown'] ?? 'default'}>{tv('linkState', link?.state ?? 'unknown')}</Tag>
          {!one.kept && <Tag>{t('routing.fromSettings')}</Tag>}
        </h3>
        <p className="muted">
          {tv('destinationKind', one.kind)} · {address} ·{' '}
          {institutions.data?.items.find(({ id }) => id === one.institutionId)?.name ?? one.institutionId ?? '—'}
        </p>
        {line.length > 0 && <p className="small">{line.join(' · ')}</p>}
        <p role="status" className="small">
          {echo.data?.answered && <span>{t('routing.answered', { time: Math.round(echo.data.milliseconds ?? 0) })}</span>}
          {echo.isError && <span className="send-fault">{problemText(echo.error)}</span>}
          {said && !echo.data?.answered && <span className="send-fault">{language === 'en' && said.en ? said.en : said.zh}</span>}
        </p>
      </div>
      {isMine && (
        <div className="way-actions">
          <Button size="small" loading={echo.isPending} aria-label={t('routing.testNamed', { name })} onClick={() => echo.mutate(one.id)}>
            {t('routing.test')}
          </Button>
          {one.kept && (
            <>
              <Button size="small" aria-label={t('routing.editNamed', { name })} onClick={onEdit}>
                {t('routing.edit')}
              </Button>
              <Hold one={one} />
              <Button size="small" danger aria-label={t('routing.removeNamed', { name })} onClick={onRemove}>
                {t('routing.remove')}
              </Button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

/** Holding asks first: everything for it will wait. Letting go needs no question. */
function Hold({ one }: { readonly one: KeptDestination }) {
  const { t } = useText();
  const { message } = App.useApp();
  const keep = useKeepDestination();
  const put = (paused: boolean) => {
    const { kept: _kept, ...rest } = one;
    keep.mutate({ ...rest, paused }, { onError: (error) => void message.error(problemText(error)) });
  };
  if (one.paused)
    return (
      <Button size="small" loading={keep.isPending} aria-label={t('routing.letGoNamed', { name: one.name })} onClick={() => put(false)}>
        {t('routing.letGo')}
      </Button>
    );
  return (
    <Popconfirm title={t('routing.holdSure')} okText={t('routing.hold')} cancelText={t('common.cancel')} onConfirm={() => put(true)}>
      <Button size="small" loading={keep.isPending} aria-label={t('routing.holdNamed', { name: one.name })}>
        {t('routing.hold')}
      </Button>
    </Popconfirm>
  );
}
