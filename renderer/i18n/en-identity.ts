/** Texts of identity at the desk and of the qualification screen. */
export const identity = {} as const
