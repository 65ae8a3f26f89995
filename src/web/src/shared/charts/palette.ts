/** Eight hues that colour-blind eyes keep apart (after Okabe and Ito), darkened where white ground needs it. */
export const hues = {
  blue: '#0b5cad',
  orange: '#d98200',
  green: '#00835f',
  vermilion: '#c8500a',
  sky: '#3f9bd1',
  purple: '#a85b8c',
  grey: '#66788a',
  pale: '#b5d3ee',
} as const;

export const sequence = [hues.blue, hues.orange, hues.green, hues.purple, hues.sky, hues.vermilion, hues.grey];

/** Shapes of points, so that lines differ without colour too. */
export const symbols = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'] as const;

export interface Ground {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly fontSize: number;
}

export const light: Ground = { text: '#1b2733', muted: '#5b6c7d', line: '#dfe6ed', fontSize: 12 };

/** For the wall: read from across the room. */
export const dark: Ground = { text: '#f2f7fc', muted: '#a9bfd4', line: '#2b4056', fontSize: 22 };
