import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Chart } from '../charts/Chart.tsx';
import type { ChartProps } from '../charts/Chart.tsx';
import { chartWidth } from './compose.ts';
import { fonts } from './palette.ts';

/** What a style sheet may have said, as attributes of SVG. */
const properties = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity'],
  ...['paint-order', 'text-anchor', 'font-size', 'font-weight'],
] as const;
const ofText = /^(?:font|text)-/u;

/**
 * The chart as it is on the page, drawn anew at the width of a figure, outside of what is seen, with its light colours: all of
 * it within one task, so nothing flickers.
 */
export function drawChart(props: ChartProps): string {
  const host = document.createElement('div');
  Object.assign(host.style, { position: 'fixed', left: '-9999px', top: '0', width: `${String(chartWidth)}px` });
  host.inert = true;
  document.body.append(host);
  const page = document.documentElement;
  const theme = page.dataset['theme'];
  const root = createRoot(host);
  try {
    page.dataset['theme'] = 'light';
    flushSync(() => {
      root.render(createElement(Chart, props));
    });
    const drawn = host.querySelector('svg');
    if (!drawn) throw new Error('the chart was not drawn');
    const copy = drawn.cloneNode(true) as SVGSVGElement;
    const originals = [...drawn.querySelectorAll('*')];
    for (const [at, element] of [...copy.querySelectorAll('*')].entries()) {
      const original = originals[at];
      if (original) resolve(element, getComputedStyle(original));
    }
    // the line through the iteration looked at is a control of the page; its marks stay
    copy.querySelector('rect')?.remove();
    return copy.innerHTML;
  } finally {
    root.unmount();
    host.remove();
    if (theme === undefined) delete page.dataset['theme'];
    else page.dataset['theme'] = theme;
  }
}

function resolve(element: Element, style: CSSStyleDeclaration): void {
  element.removeAttribute('class');
  element.removeAttribute('style');
  for (const name of properties) {
    if (ofText.test(name) && element.tagName !== 'text') continue;
    const value = style.getPropertyValue(name);
    const [colour, opacity] = opaque(value);
    element.setAttribute(name, colour);
    if (opacity !== null) element.setAttribute(`${name}-opacity`, opacity);
  }
  if (element.tagName === 'text') element.setAttribute('font-family', fonts.sans);
}

/** A colour and how opaque it is: many programs for drawings know no colours that let others shine through. */
function opaque(value: string): [string, string | null] {
  const [, red, green, blue, alpha] = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/u.exec(value) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return [value, null];
  return alpha === '0' ? ['none', null] : [`rgb(${red}, ${green}, ${blue})`, alpha ?? null];
}
