import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  BarChartOutlined,
  BranchesOutlined,
  CloudSyncOutlined,
  DashboardOutlined,
  FileProtectOutlined,
  FormOutlined,
  InboxOutlined,
  LaptopOutlined,
  MedicineBoxOutlined,
  NodeIndexOutlined,
  ScheduleOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
  SwapOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Key } from '@/shared/i18n/i18n';
import { hasRole, type User } from '@/shared/session/session';

export interface MenuEntry {
  readonly path: string;
  readonly label: Key;
  readonly icon: ReactNode;
}

/** Entries that open below one word where a menu would not fit otherwise. */
export interface MenuGroup {
  readonly group: string;
  readonly label: Key;
  readonly icon: ReactNode;
  readonly entries: readonly MenuEntry[];
}

const entries = {
  new: { path: '/new', label: 'menu.new', icon: <FormOutlined /> },
  outgoing: { path: '/desk/outgoing', label: 'menu.outgoing', icon: <SendOutlined /> },
  incoming: { path: '/desk/incoming', label: 'menu.incoming', icon: <InboxOutlined /> },
  supervised: { path: '/desk/supervised', label: 'menu.supervised', icon: <TableOutlined /> },
  referrals: { path: '/referral-desk', label: 'menu.referrals', icon: <SwapOutlined /> },
  order: { path: '/recognition/check', label: 'menu.order', icon: <MedicineBoxOutlined /> },
  recognition: { path: '/recognition', label: 'menu.recognition', icon: <FileProtectOutlined /> },
  centre: { path: '/centre', label: 'menu.centre', icon: <ScheduleOutlined /> },
  imaging: { path: '/imaging/sends', label: 'menu.imaging', icon: <CloudSyncOutlined /> },
  routing: { path: '/imaging/routing', label: 'menu.routing', icon: <BranchesOutlined /> },
  board: { path: '/board', label: 'menu.board', icon: <DashboardOutlined /> },
  indicators: { path: '/indicators', label: 'menu.indicators', icon: <BarChartOutlined /> },
  accounts: { path: '/admin/accounts', label: 'menu.accounts', icon: <TeamOutlined /> },
  institutions: { path: '/admin/institutions', label: 'menu.institutions', icon: <BankOutlined /> },
  cooperation: { path: '/admin/cooperation', label: 'menu.cooperation', icon: <ApartmentOutlined /> },
  links: { path: '/links', label: 'menu.links', icon: <NodeIndexOutlined /> },
  devices: { path: '/admin/devices', label: 'menu.devices', icon: <LaptopOutlined /> },
  own: { path: '/own', label: 'menu.own', icon: <SolutionOutlined /> },
  audit: { path: '/audit', label: 'menu.audit', icon: <AuditOutlined /> },
} satisfies Record<string, MenuEntry>;

const diagnostics = { group: 'diagnostics', label: 'menu.diagnostics', icon: <ScheduleOutlined /> } as const;
const administration = { group: 'administration', label: 'menu.administration', icon: <SettingOutlined /> } as const;

/** What a role works with, most used first. */
export function menuOf(user: User): (MenuEntry | MenuGroup)[] {
  const chosen: (MenuEntry | MenuGroup)[] = [];
  if (hasRole(user, 'physician', 'office')) chosen.push(entries.incoming, entries.outgoing);
  if (hasRole(user, 'physician')) chosen.push(entries.new, entries.order);
  if (hasRole(user, 'physician', 'office')) chosen.push(entries.referrals, entries.recognition);
  if (hasRole(user, 'healthAuthority')) chosen.push(entries.board, entries.indicators, entries.recognition);
  if (hasRole(user, 'office')) chosen.push(entries.indicators);
  if (hasRole(user, 'physician', 'office')) {
    const images = hasRole(user, 'office') ? [entries.imaging, entries.routing] : [entries.imaging];
    chosen.push({ ...diagnostics, entries: [entries.centre, ...images] });
  }
  if (hasRole(user, 'insurer')) chosen.push(entries.recognition);
  if (hasRole(user, 'healthAuthority', 'insurer')) chosen.push(entries.supervised, entries.referrals);
  if (hasRole(user, 'resident')) chosen.push(entries.own);
  if (hasRole(user, 'administrator')) {
    const kept: MenuEntry[] = [entries.accounts, entries.institutions, entries.cooperation, entries.devices];
    if (!hasRole(user, 'office')) kept.push(entries.routing);
    // An authority finds the links on its board, an office beside its name.
    if (!hasRole(user, 'healthAuthority', 'office')) kept.push(entries.links);
    kept.push(entries.audit);
    if (chosen.length > 0) chosen.push({ ...administration, entries: kept });
    else chosen.push(...kept);
  } else if (hasRole(user, 'auditor')) chosen.push(entries.audit);
  return chosen;
}

/** The pages themselves, whatever they open below. */
export const pagesOf = (menu: readonly (MenuEntry | MenuGroup)[]): MenuEntry[] =>
  menu.flatMap((each) => ('group' in each ? each.entries : [each]));
