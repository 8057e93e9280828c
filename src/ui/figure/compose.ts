// A chart as a drawing that stands alone: what it shows above it, where it comes from below. Only attributes, no styles and no
// classes, so that every program draws the same.
import { pageWords } from '../locale/page.ts';
import { linesOf } from './lines.ts';
import type { Measure } from './lines.ts';
import { fonts, palette } from './palette.ts';
import type { Figure, Source } from './types.ts';

export const chartWidth = 880;
const margin = 40;
export const figureWidth = chartWidth + 2 * margin;
const words = pageWords.figure;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '&quot;');

interface Style {
  readonly family: keyof typeof fonts;
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
}

const fontOf = ({ family, size, weight = 400 }: Style): string =>
  `${String(weight)} ${String(size)}px ${fonts[family]}`;
const attributesOf = ({ family, size, weight = 400, fill = palette.ink }: Style): string =>
  `font-family="${fonts[family]}" font-size="${String(size)}" font-weight="${String(weight)}" fill="${fill}"`;
const textAt = (x: number, y: number, content: string, style: Style): string =>
  `<text x="${String(x)}" y="${String(y)}" ${attributesOf(style)}>${content}</text>`;

const title: Style = { family: 'serif', size: 22, weight: 600 };
const small: Style = { family: 'sans', size: 13, fill: palette.ink2 };
const source: Style = { family: 'mono', size: 12, fill: palette.ink2 };

/** `chart`: the chart as SVG of `chartWidth`, with all of its colours in attributes. */
export function composed(figure: Figure, chart: string, from: Source, measure: Measure): string {
  const { name, finding, legend } = figure;
  const caption = legend === null ? figure.caption : `${figure.caption} ${legend}.`;
  const parts: string[] = [];
  let y = margin;
  const block = (lines: readonly string[], style: Style, height: number): void => {
    for (const line of lines) {
      y += height;
      parts.push(textAt(margin, y, escaped(line), style));
    }
  };
  const wrapped = (text: string, style: Style): string[] => linesOf(text, chartWidth, fontOf(style), measure);

  y += 20;
  let x = margin;
  for (const { text, group } of finding) {
    const style = group === null ? title : { ...title, fill: palette[group] };
    const width = measure(`${text} `, fontOf(style));
    if (x > margin && x + width > margin + chartWidth) [x, y] = [margin, y + 28];
    parts.push(textAt(Math.round(x), y, escaped(text), style));
    x += width;
  }
  y += 6;
  block(wrapped(caption, small), small, 18);
  y += 30;
  parts.push(...keyOf(figure, y));
  y += 16;
  parts.push(`<g transform="translate(${String(margin)} ${String(y)})">${chart}</g>`);
  y += figure.chart.height + 10;
  block(wrapped(pageWords.toy, small), small, 18);
  y += 6;
  const run = [pageWords.seed(from.seed), from.fingerprint === null ? words.notOver : words.proof(from.fingerprint)];
  block(wrapped(run.join(' · '), source), source, 17);
  parts.push(`<a href="${escaped(from.link)}">`);
  block(wrapped(from.link, source), source, 17);
  parts.push('</a>');
  const height = String(Math.ceil(y + margin - 10));
  const width = String(figureWidth);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(`${name}. ${finding.map(({ text }) => text).join(' ')}`)}</title><desc>${escaped(caption)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** The marks that tell the groups apart without colours, as the chart has them. */
function keyOf({ name, chart }: Figure, y: number): string[] {
  const mid = y - 4;
  const line = (x: number, colour: string, dashes: string): string =>
    `<path d="M${String(x)} ${String(mid)}h34" stroke="${colour}" stroke-width="2.5" fill="none"${dashes}/>`;
  const mark = { ...small, fill: palette.ink };
  const hasPaper = chart.overlays.some(({ curve, end }) => curve.length > 0 || end !== null);
  return [
    textAt(margin, y, escaped(name), { ...mark, weight: 600 }),
    line(margin + 190, palette.gameable, ''),
    `<path d="M${String(margin + 207)} ${String(mid - 7)}l7 7-7 7-7-7z" fill="${palette.gameable}"/>`,
    textAt(margin + 232, y, pageWords.groupStart.gameable, mark),
    line(margin + 370, palette.other, ' stroke-dasharray="6 4"'),
    `<circle cx="${String(margin + 387)}" cy="${String(mid)}" r="5.5" fill="${palette.other}"/>`,
    textAt(margin + 412, y, pageWords.groupStart.other, mark),
    `<rect x="${String(margin + 520)}" y="${String(mid - 7)}" width="34" height="14" fill="${palette.ink}" fill-opacity="0.14"/>`,
    textAt(margin + 562, y, words.interval, mark),
    ...(hasPaper
      ? [
          line(margin + 690, palette.gameable, ' stroke-dasharray="0.5 5" stroke-linecap="round"'),
          textAt(margin + 732, y, words.paper, mark),
        ]
      : []),
  ];
}
