import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';

const desk = (path: string, load: () => Promise<{ readonly Component: ComponentType }>): RouteObject => ({ path, lazy: load });

/** The pages of results and their recognition; each is fetched when it is opened. */
export const recognitionRoutes: RouteObject[] = [
  { path: 'results/:id', lazy: async () => ({ Component: (await import('./result-route')).ResultRoute }) },
  {
    path: 'recognition',
    lazy: async () => ({ Component: (await import('./recognition-layout')).RecognitionRoot }),
    children: [
      { path: 'check', lazy: async () => ({ Component: (await import('./recognition-route')).OrderRoute }) },
      { path: 'checks/:id', lazy: async () => ({ Component: (await import('./recognition-route')).CheckRoute }) },
      { path: 'view/:id/:resultId', lazy: async () => ({ Component: (await import('./recognition-route')).CheckRoute }) },
      { path: 'checks/:id/explanation', lazy: async () => ({ Component: (await import('./recognition-route')).ExplanationRoute }) },
      {
        lazy: async () => ({ Component: (await import('@/features/recognition/components/recognition-layout')).RecognitionLayout }),
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import('@/features/recognition/components/recognition-layout')).FirstPage }),
          },
          desk('board', async () => ({ Component: (await import('@/features/recognition/pages/board-page')).RecognitionBoardPage })),
          desk('checks', async () => ({ Component: (await import('@/features/recognition/pages/checks-page')).ChecksPage })),
          desk('findings', async () => ({ Component: (await import('@/features/recognition/pages/findings-page')).FindingsPage })),
          desk('insurer', async () => ({ Component: (await import('@/features/recognition/pages/findings-page')).FindingsPage })),
          desk('critical', async () => ({ Component: (await import('@/features/results/pages/critical-page')).CriticalPage })),
          desk('import', async () => ({ Component: (await import('@/features/results/pages/import-page')).ImportPage })),
          desk('admin/mapping', async () => ({ Component: (await import('@/features/results/pages/mapping-page')).MappingPage })),
          desk('admin/catalogue', async () => ({ Component: (await import('@/features/recognition/pages/catalogue-page')).CataloguePage })),
          desk('admin/rules', async () => ({ Component: (await import('@/features/recognition/pages/rules-page')).RulesPage })),
          desk('admin/test', async () => ({ Component: (await import('@/features/recognition/pages/rule-test-page')).RuleTestPage })),
          desk('admin/quality', async () => ({ Component: (await import('@/features/recognition/pages/quality-page')).QualityPage })),
          desk('admin/samples', async () => ({ Component: (await import('@/features/recognition/pages/samples-page')).SamplesPage })),
          desk('admin/prices', async () => ({ Component: (await import('@/features/recognition/pages/prices-page')).PricesPage })),
        ],
      },
    ],
  },
];
