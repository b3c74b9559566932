export { CloudPage } from './cloud-page.tsx';
