import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { ViewPlace } from '@/shared/live/showing';
import { explainFrame } from '../api/explain-frame';
import { frameUrl } from '../api/get-study-metadata';
import { core, loader, prepare, type ToolName, toolNames, tools } from '../cornerstone';
import { hasWindow, type Instance, type Series, takesPresets, textOf } from '../series';

export interface ViewState extends ViewPlace {
  readonly ready: boolean;
  readonly failed: boolean;
  /** What the server says about it. */
  readonly why?: string;
  readonly softwareRendering: boolean;
}

const start: ViewState = {
  index: 0,
  zoom: 1,
  pan: [0, 0],
  inverted: false,
  flipped: false,
  ready: false,
  failed: false,
  softwareRendering: false,
};
const softTissue: readonly [number, number] = [400, 40];
let mounts = 0;
/** A finger has no wheel, so that it turns the pages first. */
export const firstTool: ToolName = window.matchMedia('(pointer: coarse)').matches ? 'StackScroll' : 'WindowLevel';

/** One stack of images in one element. Each mount has an engine of its own, so that React's double mount does no harm. */
export function useViewport(element: RefObject<HTMLDivElement | null>, studyUid: string, series: Series | undefined) {
  const [state, setState] = useState(start);
  const viewport = useRef<core.Types.IStackViewport>(undefined);
  const group = useRef<string>(undefined);
  // Another series is read with the tool that is in hand.
  const tool = useRef<ToolName>(firstTool);
  const change = useCallback((part: Partial<ViewState>) => setState((before) => ({ ...before, ...part })), []);

  useEffect(() => {
    const host = element.current;
    if (!host || !series) return;
    const id = `view-${++mounts}`;
    let gone = false;
    let engine: core.RenderingEngine | undefined;
    let prefetching = false;
    const imageIds = imageIdsOf(studyUid, series);
    const middle = imageIds.length >> 1;
    setState((before) => ({ ...start, softwareRendering: before.softwareRendering }));

    // Until an image of this stack was taken in, the canvas may still hold one of the stack before.
    let shown = false;
    const onImage = () => {
      shown = true;
      change({ index: viewport.current?.getCurrentImageIdIndex() ?? 0, failed: false, why: undefined, ...windowOf(viewport.current) });
    };
    const onWindow = () => change(windowOf(viewport.current));
    const onCamera = () => change({ zoom: viewport.current?.getZoom() ?? 1, pan: panOf(viewport.current) });
    const onRendered = () => shown && change({ ready: true });
    const fail = (imageId: string) => {
      change({ failed: true, ready: true });
      void explainFrame(imageId).then((why) => !gone && change({ why }));
    };
    // Thumbnails and images fetched ahead tell their failures here too; they are nobody's view.
    const onFailed = (event: Event) => {
      const { imageId } = (event as CustomEvent<{ readonly imageId: string }>).detail;
      if (imageId === imageIds[viewport.current?.getTargetImageIdIndex() ?? -1]) fail(imageId);
    };
    // The right button zooms.
    const onMenu = (event: Event) => event.preventDefault();

    const open = async () => {
      const { softwareRendering } = await prepare();
      if (gone) return;
      engine = new core.RenderingEngine(id);
      engine.enableElement({ viewportId: id, type: core.Enums.ViewportType.STACK, element: host });
      const view = engine.getViewport(id) as core.Types.IStackViewport;
      viewport.current = view;
      host.addEventListener('contextmenu', onMenu);
      host.addEventListener(core.Enums.Events.STACK_NEW_IMAGE, onImage);
      host.addEventListener(core.Enums.Events.VOI_MODIFIED, onWindow);
      host.addEventListener(core.Enums.Events.CAMERA_MODIFIED, onCamera);
      host.addEventListener(core.Enums.Events.IMAGE_RENDERED, onRendered);
      core.eventTarget.addEventListener(core.Enums.Events.IMAGE_LOAD_ERROR, onFailed);
      addTools(id, tool.current);
      group.current = id;
      change({ softwareRendering });
      await view.setStack(imageIds, middle);
      if (gone) return;
      if (takesPresets(series) && !hasWindow(series)) setWindow(view, softTissue);
      view.render();
      onImage();
      tools.utilities.stackContextPrefetch.enable(host);
      prefetching = true;
    };
    open().catch(() => !gone && fail(imageIds[middle] ?? ''));

    const resize = new ResizeObserver(() => engine?.resize(true, true));
    resize.observe(host);
    return () => {
      gone = true;
      resize.disconnect();
      host.removeEventListener('contextmenu', onMenu);
      host.removeEventListener(core.Enums.Events.STACK_NEW_IMAGE, onImage);
      host.removeEventListener(core.Enums.Events.VOI_MODIFIED, onWindow);
      host.removeEventListener(core.Enums.Events.CAMERA_MODIFIED, onCamera);
      host.removeEventListener(core.Enums.Events.IMAGE_RENDERED, onRendered);
      core.eventTarget.removeEventListener(core.Enums.Events.IMAGE_LOAD_ERROR, onFailed);
      if (prefetching) tools.utilities.stackContextPrefetch.disable(host);
      tools.ToolGroupManager.destroyToolGroup(id);
      engine?.destroy();
      viewport.current = undefined;
    };
  }, [element, studyUid, series, change]);

  const withView = (act: (view: core.Types.IStackViewport) => void) => {
    const view = viewport.current;
    if (!view) return;
    act(view);
    view.render();
  };
  return {
    state,
    select: (chosen: ToolName) => {
      tool.current = chosen;
      const tools_ = group.current && tools.ToolGroupManager.getToolGroup(group.current);
      if (tools_) activate(tools_, chosen);
    },
    show: (index: number) => void viewport.current?.setImageIdIndex(Math.max(0, Math.min((series?.images.length ?? 1) - 1, index))),
    window: (width: number, centre: number) => withView((view) => setWindow(view, [width, centre])),
    scale: (factor: number) => withView((view) => view.setZoom(view.getZoom() * factor)),
    fit: () => withView((view) => view.resetCamera()),
    /** Takes over what another viewport of the same series shows. */
    adopt: (other: ViewPlace) =>
      withView((view) => {
        if (other.index !== view.getTargetImageIdIndex()) void view.setImageIdIndex(other.index);
        if (other.width && other.centre !== undefined) setWindow(view, [other.width, other.centre]);
        view.setProperties({ invert: other.inverted });
        if (!!view.getCamera().flipHorizontal !== other.flipped) view.setCamera({ flipHorizontal: other.flipped });
        view.setZoom(other.zoom);
        const { clientHeight } = view.element;
        view.setPan([other.pan[0] * clientHeight, other.pan[1] * clientHeight]);
        change({ inverted: other.inverted, flipped: other.flipped });
      }),
    /** A place on the screen as one in the patient, in millimetres; nothing before the first image. */
    toPatient: (x: number, y: number) => viewport.current?.canvasToWorld([x, y]),
    toScreen: (spot: readonly [number, number, number]) => viewport.current?.worldToCanvas([...spot]),
    invert: () =>
      withView((view) => {
        const inverted = !view.getProperties().invert;
        view.setProperties({ invert: inverted });
        change({ inverted });
      }),
    flip: () =>
      withView((view) => {
        const flipped = !view.getCamera().flipHorizontal;
        view.setCamera({ flipHorizontal: flipped });
        change({ flipped });
      }),
    reset: () =>
      withView((view) => {
        if (view.getCamera().flipHorizontal) view.setCamera({ flipHorizontal: false });
        view.resetCamera();
        view.resetProperties();
        change({ inverted: false, flipped: false, ...windowOf(view) });
      }),
  };
}

function imageIdsOf(studyUid: string, series: Series): string[] {
  return series.images.map(({ sopInstanceUid, frame, instance }) => {
    const imageId = `wadors:${frameUrl(studyUid, series.uid, sopInstanceUid, frame)}`;
    loader.wadors.metaDataManager.add(imageId, named(instance) as never);
    return imageId;
  });
}

/** The library stumbles over an object without a modality. */
const named = (instance: Instance): Instance =>
  textOf(instance, 'modality') ? instance : { ...instance, '00080060': { vr: 'CS', Value: ['OT'] } };

/** The image in the middle of a series stands for it. */
export function thumbnailId(studyUid: string, series: Series): string | undefined {
  return imageIdsOf(studyUid, series)[series.images.length >> 1];
}

function setWindow(view: core.Types.IStackViewport, [width, centre]: readonly [number, number]) {
  view.setProperties({ voiRange: core.utilities.windowLevel.toLowHighRange(width, centre) });
}

function windowOf(view: core.Types.IStackViewport | undefined): Pick<ViewState, 'width' | 'centre'> {
  const range = view?.getProperties().voiRange;
  if (!range) return { width: undefined, centre: undefined };
  const { windowWidth, windowCenter } = core.utilities.windowLevel.toWindowLevel(range.lower, range.upper);
  return { width: Math.round(windowWidth), centre: Math.round(windowCenter) };
}

function panOf(view: core.Types.IStackViewport | undefined): readonly [number, number] {
  const height = view?.element.clientHeight;
  if (!view || !height) return [0, 0];
  const [x, y] = view.getPan();
  return [x / height, y / height];
}

const { Primary, Auxiliary, Secondary, Wheel } = tools.Enums.MouseBindings;

type ToolGroup = NonNullable<ReturnType<typeof tools.ToolGroupManager.getToolGroup>>;

function addTools(id: string, chosen: ToolName) {
  const added = tools.ToolGroupManager.createToolGroup(id);
  if (!added) return;
  for (const name of toolNames) added.addTool(name);
  added.addViewport(id, id);
  activate(added, chosen);
}

/** The chosen tool is on the left button; middle, right and wheel always do what readers expect. */
function activate(to: ToolGroup, chosen: ToolName) {
  const fixed: Record<ToolName, { mouseButton?: number; numTouchPoints?: number }[]> = {
    WindowLevel: [],
    Length: [],
    Pan: [{ mouseButton: Auxiliary }],
    Zoom: [{ mouseButton: Secondary }, { numTouchPoints: 2 }],
    StackScroll: [{ mouseButton: Wheel }],
  };
  for (const name of toolNames) {
    const bindings = [...fixed[name], ...(name === chosen ? [{ mouseButton: Primary }] : [])];
    if (bindings.length > 0) to.setToolActive(name, { bindings });
    else to.setToolPassive(name);
  }
}
