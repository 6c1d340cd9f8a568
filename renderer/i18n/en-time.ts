/** How long, and how long ago: short, for lists. */
export const time = {
  ago: {
    now: 'just now',
    minutes: '{{n}} min ago',
    hours: '{{n}} h ago',
    day: 'on {{day}}',
  },
  yesterday: 'yesterday {{at}}',
  span: {
    none: '< 1 m',
    seconds: '{{n}} s',
    minutes: '{{n}} m',
    hours: '{{n}} h',
    days: '{{n}} d',
    daysHours: '{{n}} d {{hours}} h',
  },
} as const
