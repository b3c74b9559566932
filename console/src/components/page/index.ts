export { FactList } from './fact-list.tsx';
export { Page } from './page.tsx';
export { Section } from './section.tsx';
export { SidePanel } from './side-panel.tsx';
