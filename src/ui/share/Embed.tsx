import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { citedOf, frameControls, setupNearest, themes } from '../../session/index.ts';
import type { FrameControl, Theme } from '../../session/index.ts';
import { embedWords as words, sizes } from '../locale/embed.ts';
import type { FrameSize } from '../locale/embed.ts';
import { presetTitle } from '../locale/options.ts';
import { language } from '../locale/language.ts';
import { useSession } from '../useSession.ts';
import { CopyField } from './CopyField.tsx';
import { frameSize, frameSnippet } from './frameSnippet.ts';
import styles from './Share.module.css';

/** The code of a frame for another page, in three sizes. */
export function Embed() {
  const { store } = useSession();
  const [{ config, link }] = useState(() => citedOf(store.getState(), location.href));
  const [size, setSize] = useState<FrameSize>('medium');
  const [controls, setControls] = useState<readonly FrameControl[]>(['play', 'iteration']);
  const [theme, setTheme] = useState<Theme>('auto');
  const title = words.frameTitle(presetTitle(setupNearest(config).preset), config.seed);
  return (
    <details className={styles['part']}>
      <summary>{words.title}</summary>
      <p>{words.intro}</p>
      <div className={styles['choices']}>
        <Choices legend={words.size} type="radio" all={sizes} chosen={[size]} onChoose={setSize}>
          {(each) => {
            const { width, height } = frameSize(each, controls);
            return `${words.sizes[each]}, ${words.pixels(width, height)}`;
          }}
        </Choices>
        <Choices
          legend={words.controls}
          type="checkbox"
          all={frameControls}
          chosen={controls}
          onChoose={(each) => {
            setControls(controls.includes(each) ? controls.filter((other) => other !== each) : [...controls, each]);
          }}
        >
          {(each) => words.control[each]}
        </Choices>
        <Choices legend={words.theme} type="radio" all={themes} chosen={[theme]} onChoose={setTheme}>
          {(each) => words.themes[each]}
        </Choices>
      </div>
      <CopyField label={words.snippet} text={frameSnippet(link, title, { size, controls, theme, language })} rows={5} />
    </details>
  );
}

interface ChoicesProps<Name extends string> {
  readonly legend: string;
  readonly type: 'radio' | 'checkbox';
  readonly all: readonly Name[];
  readonly chosen: readonly Name[];
  readonly onChoose: (name: Name) => void;
  readonly children: (name: Name) => ReactNode;
}

function Choices<Name extends string>({ legend, type, all, chosen, onChoose, children }: ChoicesProps<Name>) {
  const group = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {all.map((name) => (
        <label key={name}>
          <input
            type={type}
            name={group}
            checked={chosen.includes(name)}
            onChange={() => {
              onChoose(name);
            }}
          />
          {children(name)}
        </label>
      ))}
    </fieldset>
  );
}
