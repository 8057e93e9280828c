import { shareWords } from '../locale/share.ts';
import { qrPath } from './qrPath.ts';
import styles from './QrCode.module.css';

/** A link for cameras: dark on light in every theme, because many read nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = qrPath(text);
  if (!code) return <p className={styles['tooLong']}>{shareWords.tooLong}</p>;
  const side = String(code.size);
  return (
    <svg className={styles['code']} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={code.path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}
