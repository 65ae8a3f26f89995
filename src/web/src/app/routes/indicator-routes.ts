import type { RouteObject } from 'react-router';

/** The administrator's pages; each is fetched when it is opened. */
export const indicatorRoutes: RouteObject[] = [
  {
    path: 'indicators',
    lazy: async () => ({ Component: (await import('@/features/indicators/components/indicators-layout')).IndicatorsLayout }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import('@/features/indicators/pages/overview-page')).OverviewPage }) },
      { path: 'flows', lazy: async () => ({ Component: (await import('@/features/indicators/pages/flows-page')).FlowsPage }) },
      { path: 'ranking', lazy: async () => ({ Component: (await import('@/features/indicators/pages/ranking-page')).RankingPage }) },
      {
        path: 'institutions/:id?',
        lazy: async () => ({ Component: (await import('@/features/indicators/pages/institution-page')).InstitutionPage }),
      },
      { path: 'quality', lazy: async () => ({ Component: (await import('@/features/indicators/pages/quality-page')).QualityPage }) },
      { path: 'report', lazy: async () => ({ Component: (await import('@/features/indicators/pages/report-page')).ReportPage }) },
      { path: ':code', lazy: async () => ({ Component: (await import('@/features/indicators/pages/indicator-page')).IndicatorPage }) },
    ],
  },
];
