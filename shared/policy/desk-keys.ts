/** What the desk does with these while a call goes on: the answers' digits, dialing, the next lead. An outcome on one of them has no key there. */
const DESK_KEYS = "0123456789abdeghjkmopuyz/?=,.-';"

export const isDeskKey = (key: string): boolean => DESK_KEYS.includes(key.toLowerCase())
