/** All that people outside read on central's pages and below its mails, in English: what the other languages are measured by. */
export const en = {
  unknown: {
    title: 'This link does not work',
    text: 'It may have expired, have been used already, or have been cut off on its way. If it was not used, open it once more from the message it came in, and copy all of it.',
  },
  refused: { title: 'That did not work', text: 'Go back, and try once more in a minute.' },
  failed: { title: 'That did not work', text: 'It is our fault. Try once more in a few minutes.' },
  unsubscribe: {
    title: 'No more e-mails?',
    text: 'We will write to you no more once you press the button.',
    press: 'Unsubscribe',
  },
  unsubscribed: {
    title: 'You are unsubscribed',
    text: 'We will send you no more e-mails. Nothing else is needed; you may close this page.',
  },
  form: {
    title: 'What has changed for you?',
    text: 'Answer what you like; leave out the rest.',
    none: 'Choose at least one answer.',
    send: 'Send',
  },
  thanks: { title: 'Thank you', text: 'Your answers have reached us. You may close this page.' },
  footer: 'You get this message because you agreed to it. Unsubscribe:',
}

export type PageWords = typeof en
