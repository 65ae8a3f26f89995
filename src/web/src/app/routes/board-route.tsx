export function BoardRoute() {
  return null;
}
