// What an address says of a frame in another page: `?embed=1&controls=play,iteration&theme=dark&origin=https://...`.
export const frameControls = ['play', 'step', 'speed', 'iteration', 'rating', 'twins'] as const;
export type FrameControl = (typeof frameControls)[number];
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface FrameOptions {
  readonly controls: readonly FrameControl[];
  readonly theme: Theme;
  /** Of the page that the frame is in; null: not known, and nobody is talked to. */
  readonly origin: string | null;
  /** Names and words of the address that make no sense. */
  readonly refused: readonly { readonly name: string; readonly word: string }[];
}

const usual: readonly FrameControl[] = ['play', 'iteration'];

/** Null: the address is not that of a frame. `referrer`: as the browser tells it, perhaps empty. */
export function frameOptions(search: string, referrer: string): FrameOptions | null {
  const words = new URLSearchParams(search);
  if (words.get('embed') !== '1') return null;
  const refused: { name: string; word: string }[] = [];
  const listed = words.get('controls');
  const controls = listed === null ? usual : listed.split(',').filter((word) => word !== '');
  const known = controls.filter((word) => isOneOf(frameControls, word) || !refused.push({ name: 'controls', word }));
  const theme = words.get('theme') ?? 'auto';
  if (!isOneOf(themes, theme)) refused.push({ name: 'theme', word: theme });
  const named = words.get('origin');
  const origin = originOf(named ?? referrer);
  if (named !== null && origin === null) refused.push({ name: 'origin', word: named });
  return {
    controls: frameControls.filter((control) => known.includes(control)),
    theme: isOneOf(themes, theme) ? theme : 'auto',
    ...{ origin, refused },
  };
}

const isOneOf = <Word extends string>(words: readonly Word[], word: string): word is Word =>
  (words as readonly string[]).includes(word);

/** Null: not an address of the web. */
function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}
