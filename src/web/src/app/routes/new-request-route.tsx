export function NewRequestRoute() {
  return null;
}
