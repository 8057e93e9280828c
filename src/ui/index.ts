export { App } from './shell/App.tsx';
export { PageGuard } from './PageGuard.tsx';
