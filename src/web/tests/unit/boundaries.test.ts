import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const importing = /(?:import|export)[^'"]*?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g;

interface Source {
  /** Path below `src`. */
  readonly path: string;
  readonly text: string;
}

const sources: Source[] = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

/** `app`, `shared`, `locales`, or `features/<name>`. */
const zoneOf = (path: string) => (path.startsWith('features/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? ''));

function targetsOf({ path, text }: Source): string[] {
  return [...text.matchAll(importing)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((target) => target.startsWith('.') || target.startsWith('@/'))
    .map((target) => (target.startsWith('@/') ? target.slice(2) : normalize(join(dirname(path), target))));
}

/** A feature knows itself and what is shared; what is shared knows no feature; only the app knows all. */
function violations(of: readonly Source[]): string[] {
  return of.flatMap((source) => {
    const from = zoneOf(source.path);
    if (from === 'app') return [];
    return targetsOf(source)
      .filter((target) => zoneOf(target) !== from && (zoneOf(target) === 'app' || target.startsWith('features/')))
      .map((target) => `${source.path} -> ${target}`);
  });
}

describe('structure of the page', () => {
  test('the_sources_are_found', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(new Set(sources.map(({ path }) => zoneOf(path))).size).toBeGreaterThan(8);
  });

  test('no_feature_imports_another', () => {
    expect(violations(sources)).toEqual([]);
  });

  test('a_planted_import_is_found', () => {
    const planted = [
      { path: 'features/board/pages/x.tsx', text: "import { a } from '@/features/imaging/series';" },
      { path: 'features/board/pages/y.tsx', text: "const a = import('../../patients/api/shapes');" },
      { path: 'shared/ui/z.ts', text: "export { a } from '@/features/board/api/get-board';" },
      { path: 'features/board/pages/ok.tsx', text: "import { a } from '../api/get-board';\nimport { b } from '@/shared/ui/tags';" },
    ];
    expect(violations(planted)).toEqual([
      'features/board/pages/x.tsx -> features/imaging/series',
      'features/board/pages/y.tsx -> features/patients/api/shapes',
      'shared/ui/z.ts -> features/board/api/get-board',
    ]);
  });

  test('no_file_is_longer_than_400_lines', () => {
    expect(sources.filter(({ text }) => text.split('\n').length > 400).map(({ path }) => path)).toEqual([]);
  });
});
