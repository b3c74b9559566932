/**
 * The content security policy forbids `eval`, and Zod probes for it as soon as a schema is made. It reads this setting
 * from the global scope, so it must stand before the contract is loaded: the first import of `main.tsx`.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
