export { App } from './shell/App.tsx';
export { watchSheets } from './shell/failedSheets.ts';
export { fetched } from './shell/fetched.tsx';
export { SiteNews } from './shell/SiteNews.tsx';
export { PageGuard } from './PageGuard.tsx';
