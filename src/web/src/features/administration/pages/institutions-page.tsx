import '../phrases';
import '../administration.css';
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { NoSuchPage } from '@/shared/ui/page-error';
import { useInstitutions } from '../api/institutions';
import { itemsOf } from '../api/send';
import { ConnectionTags } from '../components/connection-tags';
import { MoreButton } from '../components/more-button';
import { RegisterInstitutionDialog } from '../components/profile-dialog';
import { useFilter } from '../components/use-filter';
import { statuses } from '../connection';

/** All institutions of the directory. */
export function InstitutionsPage() {
  const { t, tv } = useText();
  const isAllowed = hasRole(useUser(), 'administrator');
  const navigate = useNavigate();
  const { get, set } = useFilter();
  const query = useInstitutions({ q: get('q'), status: get('status'), limit: 50 }, isAllowed);
  const institutions = itemsOf(query);
  const [isAdding, setAdding] = useState(false);
  if (!isAllowed) return <NoSuchPage />;
  return (
    <div className="page administration">
      <header className="page-head">
        <h1>{t('institutions.title')}</h1>
        <Button type="primary" className="push" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('institutions.new')}
        </Button>
      </header>
      <section className="panel">
        <search className="filters">
          <Input.Search
            allowClear
            className="admin-search"
            aria-label={t('admin.search')}
            placeholder={t('admin.search')}
            defaultValue={get('q')}
            onSearch={(q) => set({ q: q.trim() })}
          />
          <Select
            allowClear
            aria-label={t('institutions.connection')}
            placeholder={t('institutions.anyStatus')}
            value={get('status')}
            onChange={(status?: string) => set({ status })}
            options={statuses.map((value) => ({ value, label: tv('connection', value) }))}
          />
        </search>
        <LoadState query={query} empty={institutions.length === 0} emptyText={t('institutions.none')}>
          <ul className="admin-rows institutions">
            {institutions.map((each) => (
              <li key={each.id}>
                <Link to={`/admin/institutions/${encodeURIComponent(each.id)}`}>
                  <b>{each.name}</b>
                </Link>
                <span>{each.kind && tv('institutionKind', each.kind)}</span>
                <span>
                  {[each.tier && tv('tier', each.tier), each.grade && tv('hospitalGrade', each.grade)].filter(Boolean).join(' · ')}
                </span>
                <span className="muted">
                  {t('admin.area')} {each.areaCode}
                </span>
                <span className="admin-tags">
                  <ConnectionTags institution={each} />
                  {each.services.length > 0 && <Tag className="tag">{`${t('institutions.services')} ${each.services.length}`}</Tag>}
                </span>
              </li>
            ))}
          </ul>
          <MoreButton query={query} count={institutions.length} />
        </LoadState>
      </section>
      {isAdding && (
        <RegisterInstitutionDialog
          onDone={({ id }) => void navigate(`/admin/institutions/${encodeURIComponent(id)}`)}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}
