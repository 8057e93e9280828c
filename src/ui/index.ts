export { DemoPage } from './demo/DemoPage.tsx';
export { PageGuard } from './PageGuard.tsx';
