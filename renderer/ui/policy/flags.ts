/** What an outcome can say of its call, in the order in which it is told. */
export const FLAGS = ['humanAnswered', 'rightParty', 'completed', 'unworkable', 'doNotCall'] as const
