import table from '../../../resources/reference/email-domains.json' with { type: 'json' }
import { suggestedDomain } from './email-typos.ts'
import { FREEMAIL } from './freemail.ts'

export interface EmailFacts {
  domain: string
  /** Anybody can have an address there. */
  freemail: boolean
  /** An address made to be thrown away. */
  disposable: boolean
  /** Of a function (info@, sales@), not of a person. */
  role: boolean
  /** The address that was probably meant ('ann@gmail.com' for 'ann@gmial.com'): for a person to decide, never put in its place. */
  suggestion: string | null
}

/** What an e-mail address says by itself. */
export function emailFacts(address: string): EmailFacts {
  const domain = domainOf(address)
  const disposable = isDisposable(domain)
  const meant = suggestedDomain(domain)
  return {
    domain,
    freemail: isFreemail(domain),
    disposable,
    role: isRoleAddress(address),
    suggestion: meant === null ? null : `${address.slice(0, address.lastIndexOf('@'))}@${meant}`,
  }
}

/** In lower case; '' for what has none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : address.slice(at + 1).toLowerCase()
}

export const isFreemail = (domain: string): boolean => FREEMAIL.has(domain)

let disposableDomains: Set<string> | undefined

/** Of the domain itself or one it belongs to: 'x.mailinator.com'. */
export function isDisposable(domain: string): boolean {
  if (isFreemail(domain)) return false
  disposableDomains ??= new Set(table.disposable.split(' '))
  for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1))
    if (disposableDomains.has(name)) return true
  return false
}

/** Without accents; English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Nordic languages. */
const ROLES = new Set(
  (
    'info infos information informacion informazioni informacje office mail email post contact contacts contactus hello hi team admin administrator administration administracion administracja ' +
    'sales support help helpdesk service services customerservice customercare care enquiries enquiry inquiries inquiry orders order billing accounts accounting invoice invoices finance ' +
    'hr jobs job careers career recruiting recruitment press media pr marketing webmaster postmaster hostmaster abuse noreply reply donotreply newsletter privacy legal security reception ' +
    'purchasing procurement export import logistics dispatch it ' +
    'kontakt vertrieb verkauf einkauf buero buro zentrale empfang kundenservice kundendienst anfrage anfragen bestellung bestellungen rechnung rechnungen buchhaltung personal bewerbung presse datenschutz verwaltung sekretariat ' +
    'accueil commercial commerciaux ventes vente achats comptabilite facturation recrutement secretariat direction renseignements bonjour ' +
    'ventas contacto hola compras pedidos facturacion contabilidad atencion atencionalcliente clientes recepcion rrhh soporte comercial ' +
    'contatto contatti vendite acquisti ufficio amministrazione segreteria commerciale assistenza ordini ' +
    'contato vendas faturamento atendimento suporte financeiro ' +
    'verkoop inkoop klantenservice administratie bestellingen facturen ' +
    'biuro sprzedaz sekretariat handel zamowienia ' +
    'salg kundeservice firmapost postmottak forsaljning kundtjanst myynti toimisto asiakaspalvelu ' +
    'prodej obchod ertekesites iroda vanzari satis bilgi'
  ).split(' '),
)
/** What stands beside a function's word: 'sales-team', 'office2'. */
const BESIDE = new Set(
  'team dept department desk group de at ch fr uk us eu es it nl general main no do not'.split(' '),
)

export function isRoleAddress(address: string): boolean {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@'))).toLowerCase()
  const words = (local.split('+')[0] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .split(/[-._]/u)
    .map((word) => word.replace(/\d+$/u, ''))
    .filter((word) => word !== '')
  return words.some((word) => ROLES.has(word)) && words.every((word) => ROLES.has(word) || BESIDE.has(word))
}

/** Second-level names under which countries register companies: 'acme.co.uk'. */
const PUBLIC_SECOND = new Set('co com org net ac gov edu ne or go gob gouv in nom ltd plc'.split(' '))

/** The domain a company goes by ('acme.co.uk' for 'mail.acme.co.uk'); '' for freemail, disposable and no domains. */
export function companyDomain(host: string): string {
  const labels = host
    .toLowerCase()
    .split('.')
    .filter((label) => label !== '')
  if (labels.length < 2) return ''
  const three = (labels.at(-1)?.length ?? 0) === 2 && PUBLIC_SECOND.has(labels.at(-2) ?? '')
  const domain = labels.slice(three ? -3 : -2).join('.')
  if (isFreemail(labels.join('.')) || isFreemail(domain) || isDisposable(labels.join('.'))) return ''
  return domain
}
