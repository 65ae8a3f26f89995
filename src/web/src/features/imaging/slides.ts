import { addressOf } from './objects';
import type { Instance } from './series';

/** One resolution of a slide. */
export interface Level {
  readonly address: string;
  /** Pixels of the whole. */
  readonly width: number;
  readonly height: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Frame number, from 1, by `column,row` of the tile. */
  readonly tiles: ReadonlyMap<string, number>;
  /** Millimetres of the specimen across the whole; 0 when unknown. */
  readonly millimetres: number;
}

type Item = Record<string, { readonly Value?: readonly unknown[] } | undefined>;

const first = (item: Item | undefined, tag: string): unknown => item?.[tag]?.Value?.[0];
const numeric = (item: Item, tag: string, otherwise = 0) => {
  const found = Number(first(item, tag) ?? otherwise);
  return Number.isFinite(found) ? found : otherwise;
};

/** Resolutions of the slides of a series, the coarsest first; label and overview pictures are left out. */
export function levelsOf(instances: readonly Instance[]): Level[] {
  return instances
    .filter((instance) => !['LABEL', 'OVERVIEW'].includes(String(instance['00080008']?.Value?.[2] ?? '')))
    .map(levelOf)
    .sort((a, b) => a.width - b.width);
}

function levelOf(instance: Instance): Level {
  const item = instance as Item;
  const tileWidth = numeric(item, '00280011', 1);
  const tileHeight = numeric(item, '00280010', 1);
  const width = numeric(item, '00480006', tileWidth);
  const height = numeric(item, '00480007', tileHeight);
  return {
    address: addressOf(instance),
    width,
    height,
    tileWidth,
    tileHeight,
    tiles: tilesOf(item, tileWidth, tileHeight, width),
    millimetres: numeric(item, '00480001'),
  };
}

/** Where each frame lies: as it says itself, else row by row (PS3.3 C.7.6.17.3). */
function tilesOf(item: Item, tileWidth: number, tileHeight: number, width: number): Map<string, number> {
  const frames = numeric(item, '00280008', 1);
  const across = Math.max(1, Math.ceil(width / tileWidth));
  const places = (item['52009230']?.Value ?? []) as Item[];
  const tiles = new Map<string, number>();
  for (let frame = 0; frame < frames; frame += 1) {
    const place = first(places[frame], '0048021A') as Item | undefined;
    const column = place ? Math.floor((numeric(place, '0048021E', 1) - 1) / tileWidth) : frame % across;
    const row = place ? Math.floor((numeric(place, '0048021F', 1) - 1) / tileHeight) : Math.floor(frame / across);
    if (!tiles.has(`${column},${row}`)) tiles.set(`${column},${row}`, frame + 1);
  }
  return tiles;
}

/** What of the slide is looked at: screen pixels for one pixel of the finest level, and its point in the upper left corner. */
export interface Look {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Tile {
  readonly key: string;
  readonly url: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The coarsest level that is fine enough for a scale. */
export function levelFor(levels: readonly Level[], scale: number, ratio = 1): Level | undefined {
  const full = levels.at(-1)?.width ?? 1;
  return levels.find(({ width }) => width / full >= scale * ratio) ?? levels.at(-1);
}

/** Tiles of a level that are in sight, in screen pixels. */
export function tilesInSight(
  levels: readonly Level[],
  level: Level,
  { scale, x, y }: Look,
  screen: { width: number; height: number },
): Tile[] {
  const full = levels.at(-1)?.width ?? level.width;
  const zoom = (scale * full) / level.width;
  const [wide, high] = [level.tileWidth * zoom, level.tileHeight * zoom];
  const [left, top] = [-x * scale, -y * scale];
  const tiles: Tile[] = [];
  for (let row = Math.max(0, Math.floor(-top / high)); row * high + top < screen.height && row * level.tileHeight < level.height; row += 1)
    for (
      let column = Math.max(0, Math.floor(-left / wide));
      column * wide + left < screen.width && column * level.tileWidth < level.width;
      column += 1
    ) {
      const frame = level.tiles.get(`${column},${row}`);
      if (frame)
        tiles.push({
          key: `${level.address} ${frame}`,
          url: `${level.address}/frames/${frame}/rendered`,
          left: left + column * wide,
          top: top + row * high,
          width: wide,
          height: high,
        });
    }
  return tiles;
}

/** The look that shows all of a slide. */
export function wholeOf({ width, height }: { width: number; height: number }, screen: { width: number; height: number }): Look {
  const scale = Math.min(screen.width / width, screen.height / height);
  return { scale, x: -(screen.width / scale - width) / 2, y: -(screen.height / scale - height) / 2 };
}

/** Zooms so that the point of the slide below a point of the screen stays there. */
export function zoomAt(look: Look, factor: number, at: { x: number; y: number }, least: number): Look {
  const scale = Math.max(least, Math.min(4, look.scale * factor));
  return { scale, x: look.x + at.x / look.scale - at.x / scale, y: look.y + at.y / look.scale - at.y / scale };
}
