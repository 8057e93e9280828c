import { composed, figureWidth } from './compose.ts';
import { drawChart } from './drawChart.ts';
import { numbersOf } from './numbers.ts';
import type { Figure, FigureFormat, Source } from './types.ts';

/** Dots of a picture for each pixel of the drawing: sharp in print and on a projector. */
const scale = 2;

/** A figure as a file. Fetched when the first is asked for. */
export async function figureFile(figure: Figure, from: Source, format: FigureFormat): Promise<Blob> {
  if (format === 'csv') return new Blob([numbersOf(figure, from)], { type: 'text/csv' });
  const drawing = composed(figure, drawChart(figure.chart), from, measureText());
  return format === 'svg' ? new Blob([drawing], { type: 'image/svg+xml' }) : picture(drawing);
}

function measureText(): (text: string, font: string) => number {
  const context = contextOf(document.createElement('canvas'));
  return (text, font) => {
    context.font = font;
    // another machine may have another font, whose letters are wider
    return context.measureText(text).width * 1.04;
  };
}

async function picture(drawing: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = figureWidth * scale;
  canvas.height = image.naturalHeight * scale;
  contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, refuse) => {
    canvas.toBlob((file) => {
      if (file) done(file);
      else refuse(new Error('the browser made no picture'));
    }, 'image/png');
  });
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser can’t draw');
  return context;
}
