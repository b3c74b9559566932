export { CordPage } from './cord-page.tsx';
