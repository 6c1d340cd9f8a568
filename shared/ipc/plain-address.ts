/** `name@host`, without anything that means something to a shell or in a `mailto:` address. */
export const PLAIN_ADDRESS = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){0,6}$/
