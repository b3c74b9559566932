export { TypedConfirm } from './typed-confirm.tsx';
