import { typingDistance } from '../intake/typing-distance.ts'
import { foldName } from './fold-name.ts'

/** Legal forms and what companies write beside them, once dots are gone ('S.p.A.' is 'spa'). */
const LEGAL = new Set(
  (
    'inc incorporated corp corporation llc llp pllc pc co company ltd limited plc cic ' +
    'gmbh mbh ag kg kgaa ohg gbr ug ev ek eg ges gesmbh haftungsbeschränkt ' +
    'sa sas sasu sarl eurl scop sl slu sau srl srls spa lda unipessoal ltda eireli decv sab ' +
    'bv nv vof cvba bvba sprl asbl vzw ab hb as asa ans aps oy oyj ky ehf hf ' +
    'spzoo zoo sp spk sro kft bt zrt nyrt dd doo ood eood ad ooo oao zao pao oü uab sia ae epe ike şti anonim şirketi ' +
    'pty proprietary pvt private pte sdn bhd tbk jsc ojsc pjsc fzco fze fzllc dmcc wll kk gk yk kabushiki kaisha ' +
    'αε επε ικε οε'
  )
    .split(' ')
    .map(foldName),
)
const LINKS = new Set('and und et y e og och i ja en'.split(' '))
const EAST_ASIAN =
  /株式会社|有限会社|合同会社|\(株\)|\(有\)|股份有限公司|有限责任公司|有限公司|주식회사|\(주\)/gu
const CYRILLIC = /(?<!\p{L})(?:ооо|оао|зао|пао|ао|ип|тов|оод|еоод|ад)(?!\p{L})/gu

/**
 * A company's name as it is compared, never shown: lower case, no accents, no legal form at its end or beginning, no "and" or "&"; '' for
 * no name. 'Müller & Söhne GmbH & Co. KG' and 'Mueller und Soehne' are one.
 */
export function companyForm(raw: string): string {
  const words = joinInitials(foldName(withoutForeignForms(raw)).split(' ')).filter((word) => word !== '')
  const named = words.filter((word, i) => !(LINKS.has(word) && i > 0 && i < words.length - 1))
  return withoutLegal(named)
    .join(' ')
    .replace(/^the (?=.)/u, '')
}

/** Legal forms of scripts that do not set them off by spaces or dots. */
const withoutForeignForms = (raw: string): string =>
  /[\u0400-\uffff]/.test(raw)
    ? raw.normalize('NFKC').replace(EAST_ASIAN, ' ').toLowerCase().replace(CYRILLIC, ' ')
    : raw

/** 's', 'p', 'a' become 'spa'. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = []
  let run = ''
  for (const word of words) {
    if ([...word].length === 1) {
      run += word
      continue
    }
    if (run !== '') joined.push(run)
    run = ''
    joined.push(word)
  }
  if (run !== '') joined.push(run)
  return joined
}

function withoutLegal(words: readonly string[]): readonly string[] {
  let end = words.length
  // S.A. de C.V., S. de R.L. de C.V.
  while (end > 2 && words[end - 2] === 'de' && MEXICAN.has(words[end - 1]!)) end -= 2
  if (end < words.length && end > 1 && words[end - 1] === 's') end--
  while (end > 1 && LEGAL.has(words[end - 1]!)) end--
  let start = 0
  while (end - start > 1 && LEADING.has(words[start]!)) start++
  return words.slice(start, end)
}
const MEXICAN = new Set(['cv', 'rl'])
/** Legal forms that stand before the name. */
const LEADING = new Set('ooo oao zao pao pt uab sia tov pp kabushiki kaisha'.split(' '))

export type CompanyLikeness = 'equal' | 'similar' | 'contained' | 'different' | 'unknown'

/** Of two forms as `companyForm` makes them. 'contained': one goes on where the other ends ('acme', 'acme logistics'). */
export function compareCompanies(a: string, b: string): CompanyLikeness {
  if (a === '' || b === '') return 'unknown'
  if (a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')) return 'equal'
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.startsWith(`${short} `) && short.length >= 3) return 'contained'
  const allowed = short.length < 6 ? 0 : short.length < 12 ? 1 : 2
  return allowed > 0 && a[0] === b[0] && typingDistance(a, b, allowed) <= allowed ? 'similar' : 'different'
}
