export { BurnBar } from './burn-bar.tsx';
