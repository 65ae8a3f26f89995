import '../admin-phrases';
import '../rules.css';
import { LoadState } from '@/shared/ui/load-state';
import { useCatalogue, useCatalogueVersions } from '../api/catalogue';
import { RuleEditor } from '../components/rule-editor';

/** A new version of the rules, tried on last month before it holds. */
export function RulesPage() {
  const holding = useCatalogue();
  const versions = useCatalogueVersions(holding.data?.shown.region);
  // Built on the newest version, also when it does not hold yet: the server takes no other.
  const newest = versions.data?.items[0]?.version;
  const query = useCatalogue(newest ?? 'none', newest !== undefined);
  if (holding.error || versions.error) return <LoadState query={holding.error ? holding : versions}>{null}</LoadState>;
  return (
    <LoadState query={query} rows={10}>
      {query.data && <RuleEditor key={query.data.shown.version} kept={query.data} />}
    </LoadState>
  );
}
