import { FREEMAIL } from './freemail.ts'
import { typingDistance } from './typing-distance.ts'

/** What most people mean when they slip, the commonest first. Names of up to four letters are too near to real companies'. */
const WELL_KNOWN =
  'gmail.com hotmail.com yahoo.com outlook.com icloud.com googlemail.com comcast.net protonmail.com btinternet.com t-online.de freenet.de orange.fr wanadoo.fr laposte.net hotmail.fr yahoo.fr hotmail.co.uk yahoo.co.uk hotmail.de yahoo.de outlook.de hotmail.it yahoo.it libero.it virgilio.it hotmail.es yahoo.es yahoo.com.br hotmail.com.br bigpond.com rediffmail.com seznam.cz interia.pl bluewin.ch telenet.be skynet.be ziggo.nl verizon.net bellsouth.net sbcglobal.net naver.com hanmail.net'
    .split(' ')
    .map(cutName)

/** Short names are only looked at for what stands after the dot. */
const SHORT = 'aol.com live.com msn.com gmx.de gmx.net gmx.at gmx.ch web.de free.fr sfr.fr mail.ru me.com'
  .split(' ')
  .map(cutName)

/** Endings that no registry has, and what is meant. */
const ENDINGS: Record<string, string> = Object.fromEntries(
  ['com con cmo ocm vom xom comm coom cpm c0m ckm conm comn', 'net nte ent nett', 'org ogr rog orgg'].flatMap(
    (line) => {
      const [meant = '', ...slips] = line.split(' ')
      return slips.map((slip) => [slip, meant])
    },
  ),
)

/** The well-known domain that one slip in its name, one in its ending, or both make of it; null where nothing was slipped. */
export function suggestedDomain(domain: string): string | null {
  if (FREEMAIL.has(domain)) return null
  const { name, ending } = cutName(domain)
  const found = nearest(name, ending)
  if (found) return found
  const last = ending.slice(ending.lastIndexOf('.') + 1)
  const meant = ENDINGS[last]
  return meant === undefined ? null : domain.slice(0, domain.length - last.length) + meant
}

function nearest(name: string, ending: string): string | null {
  let best: string | null = null
  let fewest = 3
  for (const known of WELL_KNOWN) {
    const slips = slipsOf(name, known.name) + typingDistance(ending, known.ending, 2)
    if (slips < fewest && isOneSlip(ending, known.ending)) {
      best = `${known.name}.${known.ending}`
      fewest = slips
    }
  }
  if (best) return best
  const short = SHORT.find(
    (s) => s.name === name && isOneSlip(ending, s.ending) && (ENDINGS[ending] ?? ending) === s.ending,
  )
  return short ? `${short.name}.${short.ending}` : null
}

/** 3 where it is no slip of that name: a first letter is rarely missed, save by swapping or leaving it out. */
function slipsOf(name: string, known: string): number {
  const slips = typingDistance(name, known, 1)
  if (slips > 1) return 3
  const sameStart =
    name[0] === known[0] || name === known.slice(1) || (name[0] === known[1] && name[1] === known[0])
  return sameStart ? slips : 3
}

const isOneSlip = (a: string, b: string): boolean => typingDistance(a, b, 1) <= 1

function cutName(domain: string): { name: string; ending: string } {
  const dot = domain.indexOf('.')
  return { name: domain.slice(0, Math.max(0, dot)), ending: domain.slice(dot + 1) }
}
