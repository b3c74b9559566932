export type { WorkspaceSettings } from './settings.ts';
export { openWorkspace, type Workspace, type WorkspaceWish } from './workspace.ts';
