import { getCountries } from 'libphonenumber-js/max'
import { cleanLine, keyOf, type Outcome } from './text.ts'

const LANGUAGES = ['en', 'de', 'fr', 'es'] as const

/** What people write beside the names that the platform knows. */
const MORE_COUNTRIES: Record<string, string> = {
  US: 'usa;u s a;u s;united states of america;america;vereinigte staaten von amerika;etats unis d amerique;eeuu;ee uu;estados unidos de america;the united states',
  GB: 'uk;u k;england;scotland;wales;northern ireland;great britain;britain;grossbritannien;england uk;angleterre;grande bretagne;inglaterra;gran bretana;united kingdom of great britain and northern ireland',
  NL: 'holland;the netherlands;hollande;holanda',
  CZ: 'czech republic;tschechische republik;republique tcheque;republica checa',
  CH: 'confoederatio helvetica;schweiz ch',
  KR: 'korea;republic of korea;korea south',
  RU: 'russian federation',
  CI: 'ivory coast;cote divoire',
  TR: 'turkey;turkiye',
  CD: 'dr congo;democratic republic of the congo',
  AE: 'uae;u a e',
  IE: 'republic of ireland;eire',
  CN: 'pr china;peoples republic of china;people s republic of china',
  TW: 'taiwan roc',
  VN: 'viet nam',
  BR: 'brasil',
  MK: 'macedonia',
  MM: 'burma',
}

/** ISO alpha-3 of the countries that address lists name this way. */
const ALPHA3 =
  'USA US CAN CA MEX MX GBR GB IRL IE DEU DE AUT AT CHE CH FRA FR BEL BE NLD NL LUX LU ESP ES PRT PT ITA IT DNK DK SWE SE NOR NO FIN FI ISL IS POL PL CZE CZ SVK SK HUN HU ROU RO BGR BG GRC GR TUR TR HRV HR SVN SI EST EE LVA LV LTU LT UKR UA ISR IL ARE AE SAU SA IND IN CHN CN JPN JP KOR KR SGP SG HKG HK TWN TW THA TH VNM VN IDN ID MYS MY PHL PH AUS AU NZL NZ ZAF ZA EGY EG MAR MA NGA NG KEN KE GHA GH BRA BR ARG AR CHL CL COL CO PER PE URY UY VEN VE ECU EC'

let countries: Map<string, string> | undefined

function countryNames(): Map<string, string> {
  if (countries) return countries
  countries = new Map()
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
    for (const code of getCountries()) {
      const name = names.of(code)
      if (name) countries.set(keyOf(name), code)
    }
  }
  const alpha3 = ALPHA3.split(' ')
  for (let i = 0; i < alpha3.length; i += 2) countries.set(keyOf(alpha3[i] ?? ''), alpha3[i + 1] ?? '')
  for (const [code, names] of Object.entries(MORE_COUNTRIES))
    for (const name of names.split(';')) countries.set(name, code)
  for (const code of getCountries()) countries.set(code.toLowerCase(), code)
  return countries
}

/** ISO 3166-1 alpha-2 from a code or a name in English, German, French or Spanish. */
export function countryOf(raw: string): Outcome<string> {
  const key = keyOf(raw)
  const code = countryNames().get(key) ?? countryNames().get(key.replace(/^the /u, ''))
  return code ? { value: code } : { problem: 'is no country' }
}

const US =
  'AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;PR Puerto Rico;GU Guam;VI U.S. Virgin Islands;AS American Samoa;MP Northern Mariana Islands;DC Washington DC;DC Washington D.C.'
const CA =
  'AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NS Nova Scotia;NT Northwest Territories;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon;NL Newfoundland;BC Colombie-Britannique;NS Nouvelle-Écosse;NB Nouveau-Brunswick;PE Île-du-Prince-Édouard;NL Terre-Neuve-et-Labrador;NT Territoires du Nord-Ouest;YT Yukon Territory'

const states = (list: string): Map<string, string> =>
  new Map(
    list.split(';').flatMap((entry) => {
      const code = entry.slice(0, 2)
      return [[code.toLowerCase(), code] as const, [keyOf(entry.slice(3)), code] as const]
    }),
  )
const STATES: Record<string, Map<string, string>> = { US: states(US), CA: states(CA) }

/**
 * A state. In the US and Canada its two-letter code ('VA'); elsewhere the text as written. Without a country, a full name that
 * only one of the two has becomes its code, anything else stays.
 */
export function stateOf(raw: string, country: string | undefined): Outcome<string> {
  const text = cleanLine(raw)
  const key = keyOf(text.replace(/^(US|CA)-/u, ''))
  const known = country === undefined ? undefined : STATES[country]
  if (known) {
    const code = known.get(key)
    return code ? { value: code } : { problem: `is no state of ${country}` }
  }
  if (country !== undefined || text.length < 3) return { value: text }
  return { value: STATES.US?.get(key) ?? STATES.CA?.get(key) ?? text }
}

const TAGS =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms mt my nb ne nl nn no pa pl ps pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh'
const MORE_LANGUAGES: Record<string, string> = {
  deutsch: 'de',
  francais: 'fr',
  espanol: 'es',
  castellano: 'es',
  italiano: 'it',
  portugues: 'pt',
  nederlands: 'nl',
  polski: 'pl',
  svenska: 'sv',
  norsk: 'nb',
  dansk: 'da',
  suomi: 'fi',
  mandarin: 'zh',
  flemish: 'nl',
}

let languages: Map<string, string> | undefined

function languageNames(): Map<string, string> {
  if (languages) return languages
  languages = new Map(Object.entries(MORE_LANGUAGES))
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' })
    for (const tag of TAGS.split(' ')) {
      const name = names.of(tag)
      if (name) languages.set(keyOf(name), tag)
    }
  }
  return languages
}

/** A BCP 47 tag ('de', 'pt-BR') from a tag or a language's name in English, German, French or Spanish. */
export function languageOf(raw: string): Outcome<string> {
  const text = cleanLine(raw)
  const name = languageNames().get(keyOf(text)) ?? languageNames().get(keyOf(text.replace(/\(.*\)$/u, '')))
  if (name) return { value: name }
  const tag = /^([a-z]{2})(?:[-_]([a-z]{2}|[a-z]{4}))?$/iu.exec(text)
  const primary = tag?.[1]?.toLowerCase()
  if (primary === undefined || !TAGS.split(' ').includes(primary)) return { problem: 'is no language' }
  return {
    value:
      Intl.getCanonicalLocales([primary, tag?.[2]].filter((part) => part !== undefined).join('-'))[0] ??
      primary,
  }
}
