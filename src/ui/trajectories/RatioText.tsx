import type { Against, LogRatios, Measured, MeasuredText } from '../../policies/index.ts';
import { ratioWords as words } from '../locale/ratios.ts';
import { Facts } from './Facts.tsx';
import { RatioTable } from './RatioTable.tsx';
import { RatioWords } from './RatioWords.tsx';
import { refusalText } from '../options/refusalText.ts';
import styles from './Ratios.module.css';
import type { Asked } from './useMeasurement.ts';

interface RatioTextProps {
  readonly asked: Asked;
  readonly measured: Measured | null;
  readonly against: Against;
  readonly writes: MeasuredText['writes'];
  /** Whether it is said which text it is. */
  readonly isNamed: boolean;
  /** Whether it is here that is said why nothing is measured: once in a conversation. */
  readonly tellsWhy: boolean;
  readonly hasTokens: boolean;
  /** It stands in its words' place until they are measured. */
  readonly written: { readonly text: string; readonly ended: boolean } | null;
  readonly text: MeasuredText | null;
}

/** One text's words and figures, or, in their place, why there are none. */
export function RatioText(props: RatioTextProps) {
  const { asked, measured, against, writes, isNamed, tellsWhy, hasTokens, written, text } = props;
  const ratios = text?.[against] ?? null;
  const unit = measured?.unit ?? 'token';
  const labels = text ? labelsOf(text) : [];
  return (
    <div className={styles['text']}>
      {isNamed && <h5>{words.writes[writes]}</h5>}
      {text && ratios ? (
        <RatioWords words={labels} pieces={text.words} label={words.cursor[writes]} {...{ ratios, unit }} />
      ) : (
        <>
          <p className={styles['words']} lang="en" dir="ltr">
            {hasTokens && written?.text}
            {hasTokens && written?.ended && <span className={styles['endToCome']}>{words.end}</span>}
          </p>
          <p className={styles['told']} />
        </>
      )}
      <div className={styles['outcome']}>
        {tellsWhy && <Outcome asked={asked} />}
        {(ratios !== null || (asked.measurement === null && asked.fault === null)) && (
          <>
            <Facts facts={factsOf(measured, text, ratios, against)} />
            <RatioTable title={words.values[writes]} words={labels} {...{ ratios, unit }} />
          </>
        )}
      </div>
    </div>
  );
}

/** Why nothing is measured, and what can be done. */
function Outcome({ asked: { measurement, fault, onRetry } }: Pick<RatioTextProps, 'asked'>) {
  if (fault !== null) {
    return (
      <div className={styles['fault']} role="alert">
        <p>{words.fault.text}</p>
        <code>{fault}</code>
        <button type="button" onClick={onRetry}>
          {words.fault.action}
        </button>
      </div>
    );
  }
  if (measurement?.kind !== 'unmeasured') return null;
  return (
    <div className={styles['fault']}>
      <p>{words.unmeasured[measurement.reason]}</p>
      <code>{refusalText(measurement.refusal)}</code>
    </div>
  );
}

/** How a token is called: its word without the space before it; a text ends with a mark that adds nothing to it. */
const labelsOf = ({ words: pieces, ended }: MeasuredText): string[] =>
  pieces.map((piece, i) => {
    if (piece !== '') return piece.trim();
    return ended && i === pieces.length - 1 ? words.end : words.part;
  });

function factsOf(
  measured: Measured | null,
  text: MeasuredText | null,
  ratios: LogRatios | null,
  against: Against,
): (readonly [string, string])[] {
  if (!measured || !text || !ratios) {
    return [words.sum, words.reward, words.trained, words.check].map((name) => [name, words.part] as const);
  }
  const { implicitReward, sum, logRatios } = ratios;
  const { beta, unit, trainedAs } = measured;
  return [
    [words.sum, words.sumValue(sum, logRatios.length, unit)],
    [
      words.reward,
      implicitReward === null || beta === null ? words.noReward[against] : words.rewardValue(implicitReward, beta),
    ],
    [words.trained, words.trainedAs(trainedAs)],
    [words.check, text.drift === 0 ? words.same : words.drift(text.drift)],
  ];
}
