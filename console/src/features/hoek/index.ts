export { HoekPage } from './hoek-page.tsx';
