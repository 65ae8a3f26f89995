import * as core from '@cornerstonejs/core';
import * as loader from '@cornerstonejs/dicom-image-loader';
import * as tools from '@cornerstonejs/tools';

const { LengthTool, PanTool, StackScrollTool, WindowLevelTool, ZoomTool } = tools;
const toolClasses = [WindowLevelTool, PanTool, ZoomTool, StackScrollTool, LengthTool];

export type ToolName = 'WindowLevel' | 'Pan' | 'Zoom' | 'StackScroll' | 'Length';
export const toolNames: readonly ToolName[] = ['WindowLevel', 'Zoom', 'Pan', 'StackScroll', 'Length'];

/** A decoder per core, leaving one for the page. */
const workers = Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1));

let ready: Promise<{ readonly softwareRendering: boolean }> | undefined;

/** Prepares the viewer once per page; a second call joins the first. */
export function prepare() {
  ready ??= (async () => {
    const softwareRendering = !hasGpu();
    core.init({ rendering: { useCPURendering: softwareRendering } } as Parameters<typeof core.init>[0]);
    loader.init({ maxWebWorkers: workers });
    tools.init();
    for (const tool of toolClasses) tools.addTool(tool);
    return { softwareRendering };
  })();
  return ready;
}

/** Without a graphics card the library's own CPU path scrolls faster than emulated WebGL. */
function hasGpu(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  if (!context) return false;
  const info = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

export { core, loader, tools };
