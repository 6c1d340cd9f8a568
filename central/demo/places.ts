/** A town of the demo campaign, with telephone numbers that are set aside for fiction and belong to nobody. */
export interface DemoPlace {
  locale: 'en_US' | 'en_CA' | 'en_GB' | 'en_AU' | 'de' | 'fr'
  country: string
  state: string
  city: string
  /** As people there write it; each # is a digit. */
  phone: string
}

/** "City State area-code" in North America, whose exchange 555-01xx is fictitious. */
const US =
  'Norfolk,VA,757;Richmond,VA,804;New York,NY,212;Buffalo,NY,716;Boston,MA,617;Philadelphia,PA,215;Pittsburgh,PA,412;Atlanta,GA,404;Charlotte,NC,704;Raleigh,NC,919;Columbus,OH,614;Cleveland,OH,216;Chicago,IL,312;Milwaukee,WI,414;Minneapolis,MN,612;Saint Louis,MO,314;Kansas City,MO,816;Houston,TX,713;Dallas,TX,214;Austin,TX,512;Denver,CO,303;Salt Lake City,UT,801;Phoenix,AZ,602;Seattle,WA,206;Portland,OR,503;San Francisco,CA,415;Los Angeles,CA,213;San Diego,CA,619;Honolulu,HI,808;Baltimore,MD,410'
const CA =
  'Toronto,ON,416;Ottawa,ON,613;Montreal,QC,514;Vancouver,BC,604;Calgary,AB,403;Winnipeg,MB,204;Halifax,NS,902'

const american = (list: string, locale: 'en_US' | 'en_CA', country: string): DemoPlace[] =>
  list.split(';').map((entry) => {
    const [city = '', state = '', area = ''] = entry.split(',')
    return { locale, country, state, city, phone: `(${area}) 555-01##` }
  })

/** The ranges that Ofcom, the Bundesnetzagentur, Arcep and ACMA keep for fiction. Countries that keep none (Spain) are not among these. */
const elsewhere = (locale: DemoPlace['locale'], country: string, list: string): DemoPlace[] =>
  list.split(';').map((entry) => {
    const [city = '', state = '', phone = ''] = entry.split(',')
    return { locale, country, state, city, phone }
  })

export const DEMO_PLACES: readonly DemoPlace[] = [
  ...american(US, 'en_US', 'United States'),
  ...american(CA, 'en_CA', 'Canada'),
  ...elsewhere(
    'en_GB',
    'United Kingdom',
    'London,,020 7946 0###;Manchester,,0161 496 0###;Birmingham,,0121 496 0###;Edinburgh,,0131 496 0###;Leeds,,0113 496 0###;Bristol,,0117 496 0###',
  ),
  ...elsewhere(
    'de',
    'Deutschland',
    'Berlin,,030 23125 ###;Frankfurt am Main,,069 90009 ###;Hamburg,,040 66969 ###;Köln,,0221 4710 ###;München,,089 99998 ###',
  ),
  ...elsewhere(
    'fr',
    'France',
    'Paris,,01 99 00 ## ##;Nantes,,02 61 91 ## ##;Strasbourg,,03 53 01 ## ##;Lyon,,04 65 71 ## ##;Toulouse,,05 36 49 ## ##',
  ),
  ...elsewhere(
    'en_AU',
    'Australia',
    'Sydney,,(02) 5550 ####;Melbourne,,(03) 7010 ####;Brisbane,,(07) 7010 ####',
  ),
]
