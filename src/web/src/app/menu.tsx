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

/** What a role works with, most used first. */
export function menuOf(user: User): MenuEntry[] {
  const chosen: MenuEntry[] = [];
  if (hasRole(user, 'physician', 'office')) chosen.push(entries.incoming, entries.outgoing);
  if (hasRole(user, 'physician')) chosen.push(entries.new, entries.order);
  if (hasRole(user, 'physician', 'office')) chosen.push(entries.referrals, entries.recognition, entries.centre, entries.imaging);
  if (hasRole(user, 'healthAuthority')) chosen.push(entries.board, entries.indicators, entries.recognition);
  if (hasRole(user, 'office')) chosen.push(entries.indicators);
  if (hasRole(user, 'insurer')) chosen.push(entries.recognition);
  if (hasRole(user, 'healthAuthority', 'insurer')) chosen.push(entries.supervised, entries.referrals);
  if (hasRole(user, 'resident')) chosen.push(entries.own);
  if (hasRole(user, 'administrator')) chosen.push(entries.accounts, entries.institutions, entries.cooperation);
  if (hasRole(user, 'office', 'administrator')) chosen.push(entries.routing);
  // An office, whose menu is full, finds both beside its name; an authority finds the links on its board.
  if (hasRole(user, 'administrator')) chosen.push(entries.devices);
  if (hasRole(user, 'administrator') && !hasRole(user, 'healthAuthority')) chosen.push(entries.links);
  if (hasRole(user, 'auditor', 'administrator')) chosen.push(entries.audit);
  return chosen;
}
