import type { Channel } from '../lead.ts'
import { keyOf, type Outcome } from './text.ts'

const words = (text: string): Set<string> => new Set(text.split(';'))
const YES = words(
  'yes;y;true;1;x;on;checked;ja;j;wahr;oui;o;vrai;si;s;verdadero;opted in;opt in;opted in to email;subscribed;granted;erteilt;consent given;double opt in;do not call;dnc',
)
const NO = words(
  'no;n;false;0;off;unchecked;nein;falsch;non;faux;f;falso;opted out;opt out;unsubscribed;denied;not opted in;withdrawn;widerrufen',
)

/** Yes or no, as four languages and the CRMs write it. */
export function yesOrNo(raw: string): Outcome<boolean> {
  const key = keyOf(raw) || raw.trim()
  if (YES.has(key) || /^[✓✔☑]/u.test(key)) return { value: true }
  return NO.has(key) ? { value: false } : { problem: 'is neither yes nor no' }
}

/** Words by which a lead source tells the channel; the first that occurs counts. */
const CHANNEL_WORDS: [Channel, RegExp][] = [
  [
    'partner',
    /\b(?:partner|partners|reseller|referral|referrals|partenaire|empfehlung|recommandation|referencia|distribuidor|affiliate)\b/u,
  ],
  [
    'expo',
    /\b(?:expo|trade ?show|tradeshow|fair|messe|salon|feria|event|events|conference|konferenz|booth|badge|veranstaltung|evenement|evento|stand|congress)\b/u,
  ],
  ['email', /\b(?:e ?mail|mail|newsletter|mailing|courriel|correo)\b/u],
  ['phone', /\b(?:phone|call|telefon|anruf|telephone|appel|telefono|llamada|hotline)\b/u],
  [
    'web',
    /\b(?:web|website|webform|webinar|online|internet|form|formular|formulaire|formulario|landing|organic|organic search|paid search|search|seo|sem|google|ads|direct traffic|social|chat|download|site|webseite|linkedin|facebook)\b/u,
  ],
]

/** The channel that a lead source names; null when it names none. */
export function channelOf(raw: string): Channel | null {
  const key = keyOf(raw)
  if (key === 'offline sources') return 'import'
  return CHANNEL_WORDS.find(([, pattern]) => pattern.test(key))?.[0] ?? null
}
