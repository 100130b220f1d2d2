let width = 1440;

/** jsdom lays nothing out; this is the width that media queries of the form `(min-width: Nrem)` see. */
export function setViewport(pixels: number): void {
  width = pixels;
}

export function installMatchMedia(): void {
  window.matchMedia = (query) => {
    const minimum = /\(min-width: (\d+)rem\)/.exec(query)?.[1];
    return {
      matches: minimum !== undefined && width >= Number(minimum) * 16,
      media: query,
      onchange: null,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      addListener: () => undefined,
      removeListener: () => undefined,
      dispatchEvent: () => false,
    };
  };
}
