/** Texts of what an agent has at hand: taking back, the script, what is told later, the queue's filters. */
export const agent = {
  undo: {
    action: 'Take back what you did last',
    reason: 'Taken back at the desk',
    nothing: 'There is nothing to take back.',
    done: 'Taken back: {{what}} · {{lead}}',
    what: {
      cleared: 'cleared',
      declined: 'would not say',
      later: 'will tell later',
      scheduled: 'callback for {{at}}',
      closed: 'callback cancelled',
      note: 'your note',
      skipped: 'put off',
      route: 'route set by hand',
      amended: 'outcome corrected',
      merged: 'the merge',
    },
    final: {
      outcome: 'An outcome that was given can be corrected, not taken back.',
      call: 'A call that began stays. Give it an outcome: “Call dropped” if it never was one.',
      consent: 'A consent stays as it was recorded. If it was wrong, record what is right.',
      doNotCall: 'A do-not-call stands. Only a supervisor can lift it, with a reason.',
      added: 'A lead that was added stays. If it should not be here, tell a supervisor.',
      identity: 'This cannot be taken back here.',
    },
  },
} as const
