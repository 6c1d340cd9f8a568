import fc from 'fast-check'

/**
 * Property tests draw the same lots in every run, so that a change is judged by what it changed; `LEADWRIGHT_SEED=N` draws others, to
 * look for what these do not meet.
 */
fc.configureGlobal({ seed: Number(process.env.LEADWRIGHT_SEED ?? 1) })

export default fc
