import type { RouteObject } from 'react-router';

/** The administrator's pages; each is fetched when it is opened. */
export const administrationRoutes: RouteObject[] = [
  {
    path: 'admin/accounts',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/accounts-page')).AccountsPage }),
  },
  {
    path: 'admin/institutions',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/institutions-page')).InstitutionsPage }),
  },
  {
    path: 'admin/institutions/:id',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/institution-page')).InstitutionPage }),
  },
  {
    path: 'admin/devices',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/devices-page')).DevicesPage }),
  },
  {
    path: 'devices',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/own-devices-page')).OwnDevicesPage }),
  },
  {
    path: 'admin/cooperation',
    lazy: async () => ({ Component: (await import('@/features/administration/pages/cooperation-page')).CooperationPage }),
  },
];
