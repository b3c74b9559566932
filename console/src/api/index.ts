export { api } from './client.ts';
export { queryClient } from './query-client.ts';
export { type UploadPart, upload } from './upload.ts';
export { type AnswerOptions, answerKey, useAction, useAnswer, useAsk, useRefresh } from './use-answer.ts';
export { type LiveState, useLive } from './use-live.ts';
export { type Session, useMay, useSession, useSignIn, useSignOut } from './use-session.ts';
