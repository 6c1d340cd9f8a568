import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt at 32 MB: what a stolen table costs to guess at. The parameters stand in the hash, so that they can be raised later. */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const LENGTH = 32

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((done, fail) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, { ...options, maxmem: 256 * 2 ** 20 }, (error, key) =>
      error ? fail(error) : done(key),
    )
  })

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$')
}

/** A hash that no password has, of the same cost: checking an unknown person takes as long as a known one. */
const NOBODY = ['scrypt', COST.N, COST.r, COST.p, randomBytes(16).toString('base64'), ''].join('$')

/** `stored` null: there is no such person, or none with a password. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, n, r, p, salt = '', key = ''] = (stored ?? NOBODY).split('$')
  const found = await derive(password, Buffer.from(salt, 'base64'), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
  })
  const expected = Buffer.from(key, 'base64')
  return expected.length === found.length && timingSafeEqual(expected, found)
}
