import type { Page } from 'playwright-core'

/** Something a person can press, write into or choose. */
export interface Control {
  /** For `page.getByRef`, until the next look. */
  ref: string
  role: string
  name: string
  /** What it is, wherever it stands now: the same in every row of a list and whatever its figures. */
  key: string
  /** Those that only differ in what they are about: "Edit rule 2" and "Edit rule 3". */
  kind: string
  disabled: boolean
  /** Pressing it would choose what is chosen. */
  chosen: boolean
  /** It may be one of several of which it is chosen. */
  pressed: boolean
}

/** What is on screen, by its roles: the innermost open dialog, or all of it but the way between the screens. */
export interface Scope {
  /** The dialog's name; null: the screen itself. */
  dialog: string | null
  controls: Control[]
  /** Can be clicked, and is nothing that keys or a screen reader know of. */
  mouseOnly: { ref: string; what: string }[]
}

/** As Playwright's `ariaSnapshotJSON` gives it. */
interface Node {
  role: string
  name?: string
  text?: string
  children?: (Node | string)[]
  ref?: string
  cursor?: 'pointer'
  disabled?: boolean
  selected?: boolean
  checked?: boolean | 'mixed'
  pressed?: boolean | 'mixed'
}

const OPERATED = new Set(
  'button link tab checkbox radio switch combobox textbox searchbox spinbutton slider menuitem option treeitem'.split(
    ' ',
  ),
)
const CHOSEN = new Set(['radio', 'checkbox', 'switch'])
/** Of these there are many alike: what is in them is known by its place. */
const REPEATED = new Set(['row', 'option', 'treeitem', 'listitem', 'article'])
/** What names the part of a screen in which something stands. */
const PARTS = new Set(['tabpanel', 'region', 'form', 'group', 'radiogroup', 'listbox', 'tree', 'table'])
/** The same on every screen: pressed once. */
const SHARED = new Set(['banner', 'dialog', 'alertdialog'])

export async function look(page: Page, screen: string): Promise<Scope> {
  const tree = (await page.ariaSnapshotJSON({ mode: 'ai' })) as unknown as Node[]
  const dialogs = tree.flatMap((n) => all(n)).filter((n) => /dialog$/.test(n.role))
  const dialog = dialogs.at(-1)
  const found: Omit<Scope, 'dialog'> = { controls: [], mouseOnly: [] }
  for (const node of dialog ? [dialog] : tree) collect(node, { path: screen, row: null }, found)
  return { dialog: dialog ? nameOf(dialog) || 'a dialog without a name' : null, ...found }
}

const nodesIn = (node: Node): Node[] => (node.children ?? []).filter((c): c is Node => typeof c !== 'string')
const all = (node: Node): Node[] => [node, ...nodesIn(node).flatMap(all)]
const nameOf = (node: Node): string =>
  (node.name ?? node.text ?? textIn(node)).replace(/\s+/gu, ' ').trim().slice(0, 80)
const textIn = (node: Node): string =>
  [node.text ?? '', ...(node.children ?? []).map((c) => (typeof c === 'string' ? c : textIn(c)))].join(' ')

interface Place {
  path: string
  /** In one of many alike: how many were found in it so far. */
  row: { kind: string; count: number } | null
}

function collect(node: Node, place: Place, found: Omit<Scope, 'dialog'>): void {
  if (node.role === 'navigation') return
  let inner = place
  if (SHARED.has(node.role)) inner = { path: `${node.role} ${plain(node.name ?? '')}`, row: null }
  else if (PARTS.has(node.role) && node.name)
    inner = { ...place, path: `${place.path} > ${plain(node.name)}` }
  if (REPEATED.has(node.role)) inner = { ...inner, row: { kind: node.role, count: 0 } }
  if (OPERATED.has(node.role) && node.ref) found.controls.push(controlOf(node, inner))
  else if (isForMouseAlone(node, inner))
    found.mouseOnly.push({ ref: node.ref!, what: `${inner.path}: ${node.role} "${plain(nameOf(node))}"` })
  for (const child of nodesIn(node)) collect({ ...child, ...placeOf(child, node) }, inner, found)
}

/** What is drawn by its label alone is pressed there. */
function placeOf({ role, ref }: Node, parent: Node): Pick<Node, 'ref'> {
  if (ref || !CHOSEN.has(role)) return {}
  const label = nodesIn(parent).find((c) => c.cursor === 'pointer' && c.ref)
  return label?.ref ? { ref: label.ref } : {}
}

function controlOf(node: Node, { path, row }: Place): Control {
  const name = nameOf(node)
  const label = row ? `${row.kind} ${row.count++}` : plain(name)
  const chosen = (node.role === 'radio' && node.checked) || (node.selected && node.role !== 'treeitem')
  const [first] = label.split(' ')
  return {
    ref: node.ref!,
    role: node.role,
    name,
    key: `${path} > ${node.role} "${label}"`,
    // In the palette each is something else, but for those of one sort: "Show: High".
    kind: `${path} > ${node.role} "${path.startsWith('dialog') && !label.includes('#') ? label : first}"`,
    disabled: node.disabled === true,
    chosen: chosen === true,
    pressed: node.pressed === true,
  }
}

/** A label is clicked for what it labels; what stands in a row is the row's. */
const isForMouseAlone = (node: Node, { row }: Place): boolean =>
  node.cursor === 'pointer' &&
  row === null &&
  node.ref !== undefined &&
  !all(node).some((n) => OPERATED.has(n.role) && n.ref)

/** Without figures, whose it is, and what is said behind a name of where a value is from. */
const plain = (text: string): string =>
  text
    .replace(/^Lead .*/u, 'Lead')
    .replace(/^“.*”$/u, 'Question')
    .replace(/ · .*/u, '')
    .replace(/[\d.,:%]+/gu, '#')
    .trim()
