// Entry of the reader that every handout has in it, with every language: built by scripts/handout.mjs as one script.
import { speak } from '../locale/spoken.ts';
import '../styles/tokens.css';
import '../styles/base.css';

speak()
  .then(() => import('./main.tsx'))
  .catch(reportError);
