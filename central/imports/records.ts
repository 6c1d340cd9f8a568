/** One record of a file as text, with the line of the file that it begins on. */
export interface TextRecord {
  line: number
  text: string
  /** Why the text is not what the file's author meant; the record is to be reported. */
  damage?: string
}

/** Characters a record may have. What is longer is reported and skipped, so that memory stays bounded. */
export const MAX_RECORD = 1_000_000

const QUOTE = '"'
const DAMAGED = 'a quotation mark in this line is never closed, or closes in the middle of a value'

/**
 * Cuts text that arrives in pieces into records: a line break inside quotation marks does not end one. A quotation mark that is
 * never closed, or that closes in the middle of a value some lines on, costs its own line only: the lines after it are read anew.
 */
export class RecordSplitter {
  private buffer = ''
  /** Where reading goes on in the buffer, and where the record under way begins. */
  private at = 0
  private start = 0
  /** Line on which the record under way begins, and line breaks seen in it. */
  private line = 1
  private breaks = 0
  /** End of the record's first line in the buffer, when it goes on after it. */
  private firstBreak = -1
  private quoted = false
  private fieldStart = true
  /** Inside a cell too long to keep: nothing is stored until its quotation mark closes. */
  private skipping = false
  private readonly delimiter: string

  constructor(delimiter: string) {
    this.delimiter = delimiter
  }

  *push(text: string): Generator<TextRecord> {
    this.buffer = this.buffer.slice(this.start) + text
    this.at -= this.start
    if (this.firstBreak >= 0) this.firstBreak -= this.start
    this.start = 0
    yield* this.read(false)
  }

  *end(): Generator<TextRecord> {
    yield* this.read(true)
    while (this.start < this.buffer.length || this.skipping) {
      if (this.skipping) {
        this.skipping = false
        this.start = this.buffer.length
        return
      }
      if (this.quoted && this.firstBreak >= 0) yield this.giveUpQuote()
      else {
        const damage = this.quoted ? DAMAGED : undefined
        const text = this.buffer.slice(this.start)
        this.start = this.buffer.length
        yield { line: this.line, text, damage }
      }
      yield* this.read(true)
    }
  }

  private *read(last: boolean): Generator<TextRecord> {
    while (this.at < this.buffer.length) {
      const char = this.buffer[this.at]!
      // What follows these two decides what they mean.
      if (!last && this.at + 1 === this.buffer.length && (char === QUOTE || char === '\r')) return
      const record = this.quoted ? this.readQuoted(char) : this.readPlain(char)
      if (record) yield record
      if (this.at - this.start > MAX_RECORD) {
        const long = this.overflow()
        if (long) yield long
      }
    }
  }

  private readPlain(char: string): TextRecord | null {
    if (char === '\n' || char === '\r') return this.endRecord(this.breakLength(char))
    if (char === QUOTE && this.fieldStart) this.quoted = true
    this.fieldStart = char === this.delimiter || (this.fieldStart && char === ' ')
    this.at += 1
    return null
  }

  private readQuoted(char: string): TextRecord | null {
    if (char === '\n' || char === '\r') {
      const length = this.breakLength(char)
      this.at += length
      this.breaks += 1
      if (this.firstBreak < 0) this.firstBreak = this.at
      return null
    }
    if (char !== QUOTE) {
      this.at += 1
      return null
    }
    if (this.buffer[this.at + 1] === QUOTE) {
      this.at += 2
      return null
    }
    const rest = /^ *([\s\S]?)/u.exec(this.buffer.slice(this.at + 1, this.at + 20))
    const next = rest?.[1] ?? ''
    if (next === '' || next === this.delimiter || next === '\n' || next === '\r') {
      this.quoted = false
      this.fieldStart = false
    } else if (this.breaks > 0 && !this.skipping) return this.giveUpQuote()
    this.at += 1
    return null
  }

  private endRecord(breakLength: number): TextRecord | null {
    const record = this.skipping ? null : { line: this.line, text: this.buffer.slice(this.start, this.at) }
    this.at += breakLength
    this.line += this.breaks + 1
    this.restart()
    return record
  }

  private restart(): void {
    this.start = this.at
    this.breaks = 0
    this.firstBreak = -1
    this.quoted = false
    this.fieldStart = true
    this.skipping = false
  }

  /** The first line of the record becomes a damaged record; reading starts over after it. */
  private giveUpQuote(): TextRecord {
    const text = this.buffer.slice(this.start, this.firstBreak).replace(/[\r\n]+$/u, '')
    const record = { line: this.line, text, damage: DAMAGED }
    this.at = this.firstBreak
    this.line += 1
    this.restart()
    return record
  }

  /** More than a record may have. Lines that look like rows mean an unclosed quotation mark; else it is one huge cell. */
  private overflow(): TextRecord | null {
    if (!this.skipping && this.quoted && this.firstBreak >= 0 && this.looksLikeRows())
      return this.giveUpQuote()
    const record = this.skipping
      ? null
      : {
          line: this.line,
          text: this.buffer.slice(this.start, this.start + 200),
          damage: `longer than ${MAX_RECORD.toLocaleString('en')} characters; skipped`,
        }
    this.skipping = true
    this.start = this.at
    this.firstBreak = -1
    return record
  }

  private looksLikeRows(): boolean {
    const first = this.buffer.slice(this.start, this.firstBreak)
    const expected = first.split(this.delimiter).length - 1
    const lines = this.buffer.slice(this.firstBreak, this.firstBreak + 10_000).split(/\r\n?|\n/u)
    const alike = lines.filter((line) => line.split(this.delimiter).length - 1 >= Math.max(expected, 1))
    return alike.length >= lines.length / 2
  }

  private breakLength(char: string): number {
    return char === '\r' && this.buffer[this.at + 1] === '\n' ? 2 : 1
  }
}
