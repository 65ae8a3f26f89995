const parts = /[a-z0-9.+-]+|[^\sa-z0-9.+-]+/g;

/**
 * Whether an item is what was typed in a hurry: case, spaces and the order of words do not matter,
 * so that `胸部CT` finds `CT 胸部平扫`.
 */
export function fitsTyped(typed: string, { code, name }: { readonly code: string; readonly name: string }): boolean {
  const text = `${name} ${code}`.toLowerCase().replace(/\s+/g, '');
  return (typed.toLowerCase().match(parts) ?? []).every((part) => text.includes(part));
}
