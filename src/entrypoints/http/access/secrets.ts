import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** 192 random bits as text that survives URLs and shells. */
export function randomSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** `salt$hash` by scrypt at Node's default cost (about 50 ms): for what people choose. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}$${(await derive(password, salt, 32)).toString('hex')}`;
}

export async function isPassword(password: string, hashed: string): Promise<boolean> {
  const [salt = '', hash = ''] = hashed.split('$');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex'), 32), Buffer.from(hash, 'hex'));
}

/** For our own random secrets a plain digest is enough: there is nothing to guess. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
