export function CaseRoute() {
  return null;
}
