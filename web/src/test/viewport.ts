let width = 1440;

/** jsdom lays nothing out; this is the width that media queries of the form `(min-width: Nrem)` see. */
export function setViewport(pixels: number): void {
  width = pixels;
}

/** Sizes never change where nothing is laid out. */
class StillResizeObserver implements ResizeObserver {
  observe(): void {
    // nothing to report
  }
  unobserve(): void {
    // nothing to forget
  }
  disconnect(): void {
    // nothing to end
  }
}

/** What components ask of a browser's layout, for jsdom, which has none. */
export function installLayout(): void {
  window.ResizeObserver = StillResizeObserver;
  window.scrollTo = () => undefined;
  window.matchMedia = (query) => {
    const minimum = /\(min-width: (\d+)rem\)/.exec(query)?.[1];
    const matches = minimum !== undefined && width >= Number(minimum) * 16;
    return Object.assign(new EventTarget(), { matches, media: query }) as MediaQueryList;
  };
}
