import type { RouteObject } from 'react-router';

/** Ward rounds; each page is fetched when it is opened. */
export const roundRoutes: RouteObject[] = [
  { path: 'rounds', lazy: async () => ({ Component: (await import('@/features/rounds/pages/rounds-page')).RoundsPage }) },
  { path: 'rounds/new', lazy: async () => ({ Component: (await import('./round-route')).PlanRoute }) },
  {
    path: 'rounds/:id/print/:caseId?',
    lazy: async () => ({ Component: (await import('@/features/rounds/pages/round-print-page')).RoundPrintPage }),
  },
  { path: 'rounds/:id', lazy: async () => ({ Component: (await import('./round-route')).RoundRoute }) },
];
