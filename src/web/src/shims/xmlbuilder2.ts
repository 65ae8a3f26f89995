/** Stands in for the XML reader of vtk.js, which nothing here uses. */
export function create(): never {
  throw new Error('VTK XML files are not read by this page.');
}
