import type { Dot } from '../../facts/index.ts';

/** Of the drawing, in CSS pixels. */
export const dotsHeight = 236;

/** Smaller cells have no room for the mark of a label. */
const smallestMarked = 5;

/** Draws every dot into a grid that fills the canvas: one pass, so that tens of thousands take a frame or two. */
export function drawDots(canvas: HTMLCanvasElement, dots: readonly Dot[], width: number): void {
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(dotsHeight * scale);
  canvas.style.width = `${String(width)}px`;
  canvas.style.height = `${String(dotsHeight)}px`;
  const context = canvas.getContext('2d');
  if (!context || dots.length === 0) return;
  context.scale(scale, scale);
  const size = cellOf(dots.length, width);
  const columns = Math.max(1, Math.floor(width / size));
  const colours = coloursOf(canvas);
  for (const [i, dot] of dots.entries()) {
    drawDot(context, dot, ((i % columns) + 0.5) * size, (Math.floor(i / columns) + 0.5) * size, size, colours);
  }
}

/** The largest cell with which all rows fit, at most 16. */
function cellOf(n: number, width: number): number {
  let size = Math.min(16, Math.sqrt((width * dotsHeight) / n));
  while (size > 1 && Math.ceil(n / Math.floor(width / size)) * size > dotsHeight) size -= 0.1;
  return size;
}

interface Colours {
  readonly gameable: string;
  readonly other: string;
  readonly faint: string;
  readonly up: string;
  readonly upSoft: string;
  readonly down: string;
  readonly downSoft: string;
}

function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name);
  return {
    ...{ gameable: token('--gameable'), other: token('--other'), faint: token('--rule-2') },
    ...{ up: token('--up'), upSoft: token('--up-soft'), down: token('--ink-2'), downSoft: token('--down-soft') },
  };
}

function drawDot(
  context: CanvasRenderingContext2D,
  { gameable, harmful, label, vetoed }: Dot,
  x: number,
  y: number,
  size: number,
  colours: Colours,
): void {
  const radius = Math.max(0.8, 0.34 * size);
  if (size >= smallestMarked && label) {
    const [left, top] = [x - size / 2, y - size / 2];
    context.fillStyle = label === 'desirable' ? colours.upSoft : colours.downSoft;
    context.fillRect(left, top, size, size);
    // not by colour alone: a line above, a line below
    context.fillStyle = label === 'desirable' ? colours.up : colours.down;
    context.fillRect(left, label === 'desirable' ? top : top + size - 1, size, 1);
  }
  const colour = gameable ? colours.gameable : colours.other;
  context.beginPath();
  if (gameable) {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius, y);
    context.lineTo(x, y + radius);
    context.lineTo(x - radius, y);
    context.closePath();
  } else context.arc(x, y, harmful === true ? 0.85 * radius : 0.45 * radius, 0, 2 * Math.PI);
  if (harmful === true || !gameable) {
    context.fillStyle = harmful === true ? colour : colours.faint;
    context.fill();
  } else {
    context.strokeStyle = colour;
    context.lineWidth = Math.min(1, 0.1 * size);
    context.stroke();
  }
  if (!vetoed) return;
  context.strokeStyle = colours.down;
  context.beginPath();
  context.moveTo(x - 0.4 * size, y + 0.4 * size);
  context.lineTo(x + 0.4 * size, y - 0.4 * size);
  context.stroke();
}
