import type { Token } from '../../archive/index.ts';
import { trajectoryWords } from '../locale/trajectories.ts';
import { Found } from './Found.tsx';
import styles from './Panel.module.css';

/** Log-probabilities below which the line gets thicker: more likely than 1 in 2, 1 in 5, 1 in 20. */
const levels = [-0.69, -1.61, -3] as const;

interface TokensProps {
  readonly tokens: readonly Token[];
  /** What was searched for. */
  readonly wanted: string;
}

/** A reply whose words are underlined by how unlikely they were: by the line's thickness, so without colour. */
export function Tokens({ tokens, wanted }: TokensProps) {
  const starts: number[] = [];
  let text = '';
  for (const token of tokens) {
    starts.push(text.length);
    text += token.text;
  }
  return (
    <Found text={text} wanted={wanted}>
      {(from, to) =>
        tokens.map((token, i) => {
          const start = starts[i] ?? 0;
          // what is searched for may begin or end inside a token
          const [first, end] = [Math.max(0, from - start), Math.min(token.text.length, to - start)];
          return first < end && <Part key={i} token={token} from={first} to={end} />;
        })
      }
    </Found>
  );
}

/** A token, or what of it stands between two of its places. */
function Part({ token: { text, logProb }, from, to }: { token: Token; from: number; to: number }) {
  const part = text.slice(from, to);
  const level = levels.filter((limit) => logProb < limit).length;
  // the space before a word belongs to its token, but has no line under it
  const word = part.trimStart();
  if (level === 0 || word === '') return part;
  return (
    <>
      {part.slice(0, part.length - word.length)}
      <span className={styles[`unlikely${String(level)}`]} title={trajectoryWords.panel.token(logProb)}>
        {word}
      </span>
    </>
  );
}
