import { useState } from 'react';
import { linksOf, saveFile } from '../../session/index.ts';
import { pageWords } from '../locale/page.ts';
import { useSession } from '../useSession.ts';
import type { Figure, FigureFormat } from './types.ts';
import styles from './SaveFigure.module.css';

const words = pageWords.figure;
const formats: readonly FigureFormat[] = ['svg', 'png', 'csv'];

/** A chart as a file, with all that it takes to read it and to make it again. */
export function SaveFigure({ figure }: { figure: Figure }) {
  const { store } = useSession();
  const [isRefused, setRefused] = useState(false);
  const save = async (format: FigureFormat): Promise<void> => {
    const state = store.getState();
    const { view, setup } = state;
    const { seed } = (view ?? setup).config;
    const isOver = view?.end === 'finished' || view?.end === 'collapsed';
    const link = linksOf({ ...state, screen: 'run' }, location.href).moment;
    const { figureFile } = await import('./figureFile.ts');
    const file = await figureFile(figure, { link, seed, fingerprint: isOver ? view.fingerprint : null }, format);
    saveFile(file, words.file(figure.name, seed, figure.chart.at, format));
  };
  return (
    <div className={styles['save']}>
      <span aria-hidden="true">{words.save}</span>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          aria-label={words.saveAs(figure.name, format)}
          disabled={figure.chart.series.gameable.length + figure.chart.series.other.length === 0}
          onClick={() => {
            setRefused(false);
            save(format).catch(() => {
              setRefused(true);
            });
          }}
        >
          {format.toUpperCase()}
        </button>
      ))}
      <span role="status">{isRefused && words.refused}</span>
    </div>
  );
}
