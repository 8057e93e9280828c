export { App } from './shell/App.tsx';
export { SiteNews } from './shell/SiteNews.tsx';
export { PageGuard } from './PageGuard.tsx';
