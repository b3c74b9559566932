export * from './client.ts';
export * from './route.ts';
export * as routes from './routes/index.ts';

export * from './values.ts';
