export { TagsPage } from './tags-page.tsx';
