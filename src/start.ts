// Entry of the page: first its language, then the page in it.
import { speak } from './ui/locale/spoken.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

speak()
  .then(() => import('./main.tsx'))
  .catch(reportError);
